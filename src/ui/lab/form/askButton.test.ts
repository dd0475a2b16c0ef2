import { describe, expect, it } from 'vitest';
import { askButton } from './askButton.ts';

const idle = { status: 'idle', busy: false } as const;
const done = { status: 'done', busy: false } as const;
const cancelled = { status: 'cancelled', busy: false } as const;

describe('askButton', () => {
  it('invites as long as there is something new to ask', () => {
    expect(askButton(true, false, idle)).toEqual({ label: 'ask', disabled: false, filled: true });
    expect(askButton(true, false, done).filled).toBe(true);
    expect(askButton(true, true, done)).toEqual({ label: 'ask', disabled: false, filled: false });
    expect(askButton(true, true, { status: 'failed', busy: false }).filled).toBe(true);
  });

  it('goes on with a run that was stopped, and only with that one', () => {
    expect(askButton(true, true, cancelled)).toEqual({
      label: 'goOn',
      disabled: false,
      filled: true
    });
    expect(askButton(true, false, cancelled).label).toBe('ask');
  });

  it('asks nothing while a run goes on, or without a picture', () => {
    for (const status of ['waiting', 'running'] as const) {
      expect(askButton(true, true, { status, busy: true })).toEqual({
        label: 'asking',
        disabled: true,
        filled: false
      });
    }
    expect(askButton(false, false, idle)).toEqual({ label: 'ask', disabled: true, filled: false });
  });
});
