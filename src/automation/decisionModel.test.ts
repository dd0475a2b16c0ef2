import { describe, expect, it } from 'vitest';
import { asDecisionModel } from './decisionModel.ts';

describe('asDecisionModel', () => {
  it('says so under the key that llama.cpp knows, and changes nothing else', async () => {
    const rest = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256);
    const parts = (key: string) => new Blob([Uint8Array.of(0xff, 0xc3, 7), key, rest]);
    const made = await asDecisionModel(parts('llama.decision_type'));
    expect(await made.bytes()).toEqual(await parts('llama.decision.type').bytes());
  });

  it('leaves other files', async () => {
    const file = new Blob(['GGUF', 'qwen2.context_length']);
    expect(await asDecisionModel(file)).toBe(file);
  });
});
