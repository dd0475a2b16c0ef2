import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import { CrashBudget } from './crashBudget.ts';

const crash = new AppError('engine-crashed');

describe('a budget of crashes', () => {
  it('is spent by three in a row', async () => {
    const budget = new CrashBudget(0);
    await budget.spend(crash);
    await budget.spend(new AppError('device-lost'));
    await expect(budget.spend(crash)).rejects.toBe(crash);
  });

  it('is whole again after progress, as often as there is any', async () => {
    const budget = new CrashBudget(0);
    for (let k = 0; k < 20; k++) {
      budget.progress();
      await budget.spend(crash);
      await budget.spend(crash);
      await budget.spend(crash);
    }
    await expect(budget.spend(crash)).rejects.toBe(crash);
  });

  it('pays for nothing that a fresh worker does not cure', async () => {
    const wrong = new AppError('picture-unknown');
    await expect(new CrashBudget(0).spend(wrong)).rejects.toBe(wrong);
  });
});
