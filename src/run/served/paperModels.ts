/** A model that a server may hold, and what an estimate needs to know of it. */
export interface PaperModel {
  /** On the hub. */
  id: string;
  /** Weights in billions, its vision part included, as its page on the hub counts them. */
  billions: number;
  /** Graphics cards of 80 GB that hold the weights in bfloat16 and leave room for keys and values. */
  cards: number;
  /** Tokens of a picture of about one megapixel: the most that its processor makes of one. */
  pictureTokens: number;
  /** Options of `vllm serve` beside those that all have. */
  options?: string;
}

/** Three that the paper asked (LLaVA-1.6), and five of later years, from 2 to 72 billion weights. */
export const PAPER_MODELS_SERVED: readonly PaperModel[] = [
  { id: 'llava-hf/llava-v1.6-vicuna-13b-hf', billions: 13.4, cards: 1, pictureTokens: 2928 },
  { id: 'llava-hf/llava-v1.6-34b-hf', billions: 34.8, cards: 2, pictureTokens: 2928 },
  { id: 'llava-hf/llava-next-72b-hf', billions: 73.3, cards: 4, pictureTokens: 2928 },
  { id: 'HuggingFaceTB/SmolVLM2-2.2B-Instruct', billions: 2.2, cards: 1, pictureTokens: 1400 },
  { id: 'Qwen/Qwen3-VL-4B-Instruct', billions: 4.4, cards: 1, pictureTokens: 1000 },
  {
    ...{ id: 'OpenGVLab/InternVL3_5-14B', billions: 15.1, cards: 1, pictureTokens: 3328 },
    options: '--trust-remote-code'
  },
  { id: 'google/gemma-3-27b-it', billions: 27.4, cards: 1, pictureTokens: 256 },
  { id: 'Qwen/Qwen2.5-VL-72B-Instruct', billions: 73.4, cards: 4, pictureTokens: 1300 }
];

/** Enough for the longest of the paper's prompts with a picture and a free answer. */
const CONTEXT = 8192;

/** The command that serves a model. LLaVA-1.6's own context ends at 4096 tokens but for the larger two. */
export function serveLine({ id, cards, options }: PaperModel): string {
  const context = id.includes('vicuna') ? 4096 : CONTEXT;
  return [
    `vllm serve ${id}`,
    '--dtype bfloat16',
    `--max-model-len ${context}`,
    `--limit-mm-per-prompt '{"image": 1}'`,
    ...(cards > 1 ? [`--tensor-parallel-size ${cards}`] : []),
    ...(options ? [options] : [])
  ].join(' ');
}
