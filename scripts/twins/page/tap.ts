import { InferenceSession } from 'onnxruntime-web/webgpu';
import { figuresOf, type Figures } from './figures.ts';
import { useTorchvision } from './torchvision.ts';

/**
 * Listens at the runtime itself: what enters the graphs and what leaves the picture encoder, whatever
 * the engine calls its parts. It runs inside the engine's worker (buildPage.mjs puts it there).
 */
export type Tapped =
  | { part: 'encoder'; pixels: Figures; features: Figures }
  /** Token ids as they entered the table of vectors, or a decoder that takes them itself. */
  | { part: 'tokens'; ids: number[] }
  /** Rows of the decoder's input that are the picture's features, in order, none left out. */
  | { part: 'decoder'; tokens: number; places: number[] };

interface Numbers {
  readonly dims: readonly number[];
  readonly type: string;
  readonly data: ArrayLike<number | bigint>;
}
type Feeds = Readonly<Record<string, Numbers | undefined>>;

const CHANNEL = 'twins';
let heard: Tapped[] = [];
/** Of the picture that was encoded last: one list a call of the encoder. */
let features: Float32Array[] = [];
let complete = true;

const { prototype } = InferenceSession as unknown as {
  prototype: { run(feeds: Feeds, ...more: unknown[]): Promise<Record<string, Numbers>> };
};
const { run } = prototype;
prototype.run = async function (feeds, ...more) {
  const { pixel_values: pixels, input_ids: ids, inputs_embeds: embeds } = feeds;
  // What the runtime is handed may be gone when it is done.
  const before = pixels ? figuresOf(numbersOf(pixels), pixels.dims) : null;
  if (ids) heard.push({ part: 'tokens', ids: Array.from(ids.data, Number) });
  if (embeds) heard.push(placesIn(embeds));
  const outputs = await run.call(this, feeds, ...more);
  if (before) {
    const found = outputs.image_features ?? Object.values(outputs)[0];
    if (found) {
      const numbers = numbersOf(found);
      features = complete ? [numbers] : [...features, numbers];
      complete = false;
      heard.push({ part: 'encoder', pixels: before, features: figuresOf(numbers, found.dims) });
    }
  }
  return outputs;
};

/** Features and rows of a decoder in halves are rounded once. */
const ROUNDED = 2e-3;

function placesIn(embeds: Numbers): Tapped {
  const width = embeds.dims.at(-1) ?? 1;
  const rows = numbersOf(embeds);
  const own = features.flatMap((numbers) => [...numbers]);
  complete = true;
  const tokens = rows.length / width;
  const places: number[] = [];
  for (let row = 0; row < tokens; row++) {
    const from = places.length * width;
    if (from >= own.length) break;
    const same = (at: number) => {
      const [a, b] = [rows[row * width + at] as number, own[from + at] as number];
      return Math.abs(a - b) <= ROUNDED * Math.max(1, Math.abs(b));
    };
    if (Array.from({ length: width }, (_, at) => at).every(same)) places.push(row);
  }
  return { part: 'decoder', tokens, places };
}

function numbersOf({ type, data }: Numbers): Float32Array {
  if (type !== 'float16' || !(data instanceof Uint16Array)) {
    return Float32Array.from(data as ArrayLike<number>);
  }
  return Float32Array.from(data, fromHalf);
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -14 : sign * (1 + fraction) * 2 ** (exponent - 15);
}

/** What the page may say; it is answered with what was heard since the last time. */
export type ToTap = { torchvision: boolean };

const channel = new BroadcastChannel(CHANNEL);
channel.onmessage = ({ data }: MessageEvent<ToTap>) => {
  useTorchvision(data.torchvision);
  channel.postMessage(heard);
  heard = [];
};
