/** The one place that models are loaded from, and only when asked. */
export const HUB_ORIGIN = 'https://huggingface.co';

/** A model on the hub that fits this app. What the hub alone can tell (sizes, revision) is asked there. */
export interface CatalogueEntry {
  /** Name of the stored model begins with it. */
  id: string;
  name: string;
  repo: string;
  /** Who built it. */
  author: string;
  type: string;
  /** Parameters in millions, as its name says. */
  millions: number;
  /** SPDX name where there is one, else the licence's own. */
  licence: string;
  /** Is any use free, or research only? */
  use: 'free' | 'research';
}

/**
 * Models known to fit. Licences as their cards state; no revision is written here because none could
 * be verified without network: a download pins the one that it finds (see the stored record).
 */
export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    id: 'smolvlm-256m',
    name: 'SmolVLM 256M',
    repo: 'HuggingFaceTB/SmolVLM-256M-Instruct',
    author: 'Hugging Face',
    type: 'idefics3',
    millions: 256,
    licence: 'Apache-2.0',
    use: 'free'
  },
  {
    id: 'smolvlm-500m',
    name: 'SmolVLM 500M',
    repo: 'HuggingFaceTB/SmolVLM-500M-Instruct',
    author: 'Hugging Face',
    type: 'idefics3',
    millions: 500,
    licence: 'Apache-2.0',
    use: 'free'
  },
  {
    id: 'llava-onevision-0.5b',
    name: 'LLaVA-OneVision 0.5B',
    repo: 'llava-hf/llava-onevision-qwen2-0.5b-ov-hf',
    author: 'LLaVA team',
    type: 'llava_onevision',
    millions: 500,
    licence: 'Apache-2.0',
    use: 'free'
  },
  {
    id: 'llava-interleave-0.5b',
    name: 'LLaVA-Interleave 0.5B',
    repo: 'llava-hf/llava-interleave-qwen-0.5b-hf',
    author: 'LLaVA team',
    type: 'llava',
    millions: 500,
    licence: 'Tongyi Qianwen Research',
    use: 'research'
  },
  {
    id: 'fastvlm-0.5b',
    name: 'FastVLM 0.5B',
    repo: 'onnx-community/FastVLM-0.5B-ONNX',
    author: 'Apple',
    type: 'llava_qwen2',
    millions: 500,
    licence: 'Apple ML Research (AMLR)',
    use: 'research'
  },
  {
    id: 'nanollava',
    name: 'nanoLLaVA',
    repo: 'Xenova/nanoLLaVA',
    author: 'qnguyen3',
    type: 'llava',
    millions: 1000,
    licence: 'Apache-2.0',
    use: 'free'
  },
  {
    id: 'qwen2-vl-2b',
    name: 'Qwen2-VL 2B',
    repo: 'onnx-community/Qwen2-VL-2B-Instruct',
    author: 'Qwen team',
    type: 'qwen2_vl',
    millions: 2000,
    licence: 'Apache-2.0',
    use: 'free'
  }
];

/** Bytes: a weight takes half a byte in 4 bits and two in half precision, beside what is never squeezed. */
export function roughBytes({ millions }: CatalogueEntry): { least: number; most: number } {
  return { least: millions * 0.6e6, most: millions * 2e6 };
}

/** What a device needs for it: a `small` model runs on the processor too. */
export function needsOf({ millions }: CatalogueEntry): 'small' | 'large' {
  return millions < 800 ? 'small' : 'large';
}
