import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findPrograms } from './programs.mjs';
import { remembered } from './remembered.mjs';

it('names what is not installed and how to tell where it is', () => {
  const { programs, missing } = findPrograms({ VALUESHIFT_VLLM: '/nowhere/bin/vllm' });
  expect(Object.values(programs)).toEqual([null, null, null, null, null]);
  expect(missing.join('\n')).toMatch(/vLLM: not installed.*VALUESHIFT_VLLM/);
  expect(missing.join('\n')).toMatch(/llama\.cpp: not installed.*VALUESHIFT_LLAMA_SERVER/);
});

it("takes the Python beside vLLM's command for the reference", () => {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  const [vllm, python] = [join(folder, 'vllm'), join(folder, 'python')];
  writeFileSync(vllm, '');
  expect(findPrograms({ VALUESHIFT_VLLM: vllm }).programs).toMatchObject({ vllm, python: null });
  writeFileSync(python, '');
  expect(findPrograms({ VALUESHIFT_VLLM: vllm }).programs).toMatchObject({ vllm, python });
});

it('asks an engine once for the same prompts, and again for others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'remembered-'));
  let asked = 0;
  const ask = () => Promise.resolve([[--asked]]);
  expect(await remembered(folder, 'engine', ['a'], ask)).toEqual([[-1]]);
  expect(await remembered(folder, 'engine', ['a'], ask)).toEqual([[-1]]);
  expect(await remembered(folder, 'engine', ['b'], ask)).toEqual([[-2]]);
  expect(await remembered(folder, 'other', ['a'], ask)).toEqual([[-3]]);
});
