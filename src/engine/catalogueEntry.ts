/** A model on the hub that fits this app. What the hub alone can tell (exact sizes) is asked there. */
export interface CatalogueEntry {
  /** Name of the stored model begins with it. */
  id: string;
  name: string;
  repo: string;
  /**
   * Commit that a download asks for, where a public listing of its files could be seen; null: the
   * newest is asked for. Either way what was found is kept with the stored model.
   */
  revision: string | null;
  /** Who built it. */
  author: string;
  /** `model_type` of its configuration. */
  type: string;
  /** Is it shown pictures, or asked in words only? */
  reads: 'pictures' | 'words';
  /** The tiny model of the same classes and graphs that it was checked by (`twinResults.ts`). */
  twin: string | null;
  /** Parameters in millions. */
  millions: number;
  /** Megabytes of a download in 4 bits, least and most, where the hub's listing could be seen. */
  megabytes?: readonly [number, number];
  /** SPDX name where there is one, else the licence's own. */
  licence: string;
  /** Is any use free, bound to conditions, or research only? */
  use: 'free' | 'conditions' | 'research';
  /** Languages that its makers name, by ISO 639. */
  languages: readonly string[];
  /** What it is good for: a sentence of the message catalogue (`hub.about`). */
  about:
    | 'smolvlm256'
    | 'smolvlm500'
    | 'smolvlm2_256'
    | 'smolvlm2_500'
    | 'onevision'
    | 'interleave'
    | 'fastvlm05'
    | 'fastvlm15'
    | 'nanollava'
    | 'lfm450'
    | 'qwen35'
    | 'qwen2vl'
    | 'smollm360'
    | 'qwen05'
    | 'qwen15'
    | 'llama1';
  /** What else has to be said before (`hub.caution`). */
  cautions?: readonly ('unseen' | 'gpu' | 'slow')[];
}

/** Bytes of a download in 4 bits, with a table of vectors in halves beside it. */
export function roughBytes({ millions, megabytes }: CatalogueEntry): {
  least: number;
  most: number;
} {
  const [least, most] = megabytes ?? [millions * 0.75, millions * 1.25];
  return { least: least * 1e6, most: most * 1e6 };
}

/** What a device needs for it: a `small` model runs well on the processor too, a `large` one slowly. */
export function needsOf({ millions, cautions }: CatalogueEntry): 'small' | 'large' | 'gpu' {
  if (cautions?.includes('gpu')) return 'gpu';
  return millions < 800 ? 'small' : 'large';
}
