import { describe, expect, it } from 'vitest';
import { Opened } from './opened.ts';

describe('what was opened', () => {
  it('is given back last first, once, whatever refuses', async () => {
    const closed: string[] = [];
    const opened = new Opened();
    opened.add(() => closed.push('device'));
    opened.add(() => Promise.reject(new Error('lost')));
    opened.add(async () => void closed.push('session'));
    await opened.close();
    await opened.close();
    expect(closed).toEqual(['session', 'device']);
  });
});
