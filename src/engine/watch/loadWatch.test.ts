import { describe, expect, it, vi } from 'vitest';
import type { AppError } from '../../core/errors.ts';
import type { LoadProgress } from '../engineApi.ts';
import { awakeTime } from './awakeTime.ts';
import { secondsFor } from './deadlines.ts';
import { LoadWatch } from './loadWatch.ts';

const stage = (phase: LoadProgress['phase'], file = 'a.json', totalBytes = 0): LoadProgress => ({
  ...{ phase, file, totalBytes },
  loadedBytes: 0
});

/** A watch whose time is told by hand; the machine is as slow as it says. */
function watching(slowness: () => Promise<number> = async () => 1) {
  let pass: (seconds: number) => void = () => undefined;
  const faults: AppError[] = [];
  const watch = new LoadWatch({
    model: 'm',
    end: (fault) => faults.push(fault),
    slowness,
    ticks: (tick) => {
      pass = tick;
      return () => (pass = () => undefined);
    }
  });
  const after = async (seconds: number) => {
    for (let k = 0; k < seconds * 4; k++) {
      pass(0.25);
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return { watch, faults, after };
}

describe('the watch over a load', () => {
  it('ends one whose template says nothing for its deadline, and names it', async () => {
    const { watch, faults, after } = watching();
    watch.heard(stage('template', 'chat_template.jinja'));
    await after(1.9);
    expect(faults).toEqual([]);
    await after(1);
    expect(faults.map(({ code, params }) => [code, params.file])).toEqual([
      ['stalled-template', 'chat_template.jinja']
    ]);
    expect(watch.fault).toBe(faults[0]);
    await after(100);
    expect(faults).toHaveLength(1);
  });

  it('waits as many times longer as the machine is slow', async () => {
    const slow = watching(async () => 8);
    slow.watch.heard(stage('tokenizer'));
    await slow.after(79);
    expect(slow.faults).toEqual([]);
    await slow.after(2);
    expect(slow.faults).toHaveLength(1);
    const frozen = watching(() => new Promise(() => undefined));
    frozen.watch.heard(stage('tokenizer'));
    await frozen.after(99);
    expect(frozen.faults).toEqual([]);
    await frozen.after(2);
    expect(frozen.faults).toHaveLength(1);
  });

  it('a machine that cannot be measured counts as an ordinary one', async () => {
    const { watch, faults, after } = watching(() => Promise.reject(new Error('no worker')));
    watch.heard(stage('template'));
    await after(3);
    expect(faults).toHaveLength(1);
  });

  it('begins anew with every sign of life', async () => {
    const { watch, faults, after } = watching();
    for (let k = 0; k < 20; k++) {
      watch.heard(stage('template'));
      await after(1.5);
    }
    watch.stop();
    await after(1000);
    expect(faults).toEqual([]);
  });

  it('knows no deadline before the load has begun', async () => {
    const { faults, after } = watching();
    await after(1000);
    expect(faults).toEqual([]);
  });

  it('ends a stuck load soon after it was cancelled, as cancelled', async () => {
    const { watch, faults, after } = watching();
    watch.heard(stage('session', 'onnx/model.onnx', 1e9));
    watch.cancel();
    await after(2.5);
    expect(faults).toEqual([]);
    await after(1);
    expect(faults.map(({ code }) => code)).toEqual(['cancelled']);
  });
});

describe('deadlines', () => {
  it('grow with the file where the work does', () => {
    expect(secondsFor(stage('template', '', 1e9))).toBe(2);
    expect(secondsFor(stage('tokenizer', '', 1e9))).toBe(10);
    expect(secondsFor(stage('session', '', 1e9))).toBe(1060);
  });
});

it('time in which the page did not live does not count', () => {
  vi.useFakeTimers();
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  let seconds = 0;
  const stop = awakeTime((passed) => (seconds += passed));
  for (let k = 0; k < 8; k++) {
    now += 250;
    vi.advanceTimersByTime(250);
  }
  expect(seconds).toBe(2);
  // The lid was closed for an hour.
  now += 3_600_000;
  vi.advanceTimersByTime(250);
  expect(seconds).toBe(2.5);
  stop();
  vi.advanceTimersByTime(10_000);
  expect(seconds).toBe(2.5);
  vi.useRealTimers();
  vi.restoreAllMocks();
});
