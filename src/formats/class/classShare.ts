import * as v from 'valibot';
import { BLANKS } from '../../core/prompts/cueKinds.ts';
import { PICTURE_VIEWS } from '../../core/prompts/pictureView.ts';
import { readoutSchema } from '../../core/prompts/types.ts';
import { count, hash, key, label, list, listOnce } from '../../core/schema.ts';

/**
 * What one device hands in to its class (docs/class-format.md): the answers of the run that it shows,
 * and where its people guessed them to be. Nothing personal: no name, no time, no words of a person's
 * own, and of the device a random number that is made for this one hand-in.
 */

/** Shares of an answer are whole numbers that come to about this; places along a scale too. */
export const WHOLE = 10_000;

/** The most entries that each list of a hand-in may have: what is longer is refused, whoever made it. */
export const MOST_OF_CLASS = {
  /** All questions of the survey, and some more of an own one. */
  questions: 400,
  cues: 40,
  options: 100,
  pictures: 20,
  guesses: 4000,
  /** Who guess on one device: a class before one screen. */
  players: 60,
  /** Characters of a small picture, in base64. */
  thumb: 24_000
} as const;

const place = v.pipe(count, v.maxValue(WHOLE, `at most ${WHOLE}`));
/** The beginning of a SHA-256: tells apart, and tells nothing. */
const mark = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, '16 hex digits'));
const which = (most: number) => v.pipe(count, v.maxValue(most - 1));

const pictureSchema = v.object({
  /** SHA-256 of the picture's file: the same picture has the same on every device. */
  id: hash,
  /** A small JPEG, in base64, where the person let it travel. */
  thumb: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(MOST_OF_CLASS.thumb),
      v.regex(/^\/9j\/[\w+/]+={0,2}$/, 'a JPEG in base64')
    )
  )
});

const shareCueSchema = v.variant('kind', [
  v.object({ kind: v.literal('neutral') }),
  v.object({
    kind: v.literal('country'),
    country: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'a country code'))
  }),
  v.object({ kind: v.literal('picture'), picture: which(MOST_OF_CLASS.pictures) }),
  v.object({ kind: v.literal('blank'), blank: v.picklist(BLANKS) }),
  /** The picture told in words; the words themselves stay on the device. */
  v.object({ kind: v.literal('caption'), picture: which(MOST_OF_CLASS.pictures), words: mark })
]);
export type ShareCue = v.InferOutput<typeof shareCueSchema>;

const guessSchema = v.object({
  /** Places in the lists of questions and cues. */
  question: which(MOST_OF_CLASS.questions),
  cue: which(MOST_OF_CLASS.cues),
  /** Those who guess on one device have numbers, from 1. */
  player: v.pipe(count, v.minValue(1), v.maxValue(MOST_OF_CLASS.players)),
  /** Where the model, and where people, were guessed: from the first option to the last. */
  model: v.nullable(place),
  people: v.nullable(place)
});

const plainShareSchema = v.object({
  /** Random, and made for this hand-in. */
  id: mark,
  /** Version of the app: other versions may ask otherwise. */
  app: v.pipe(label, v.maxLength(40)),
  model: v.object({
    name: key,
    hash,
    dtype: label,
    device: v.picklist(['webgpu', 'wasm', 'server']),
    view: v.optional(v.picklist(PICTURE_VIEWS))
  }),
  settings: v.object({
    template: label,
    /** Of the prompt's whole text and what opens it. */
    prompt: mark,
    readout: readoutSchema,
    variant: v.nullable(v.picklist(['pmi', 'raw', 'per-token'])),
    orders: v.nullable(v.picklist(['single', 'forward+reverse', 'cyclic'])),
    dontKnow: v.nullable(v.picklist(['omit', 'list']))
  }),
  survey: hash,
  wording: hash,
  pictures: listOnce(pictureSchema, ({ id }) => id, MOST_OF_CLASS.pictures),
  cues: listOnce(shareCueSchema, (cue) => JSON.stringify(cue), MOST_OF_CLASS.cues),
  questions: listOnce(
    v.object({
      id: v.pipe(key, v.maxLength(60)),
      scale: v.picklist(['ordinal', 'nominal']),
      options: v.pipe(count, v.minValue(2), v.maxValue(MOST_OF_CLASS.options))
    }),
    ({ id }) => id,
    MOST_OF_CLASS.questions
  ),
  /** By cue, then by question; null where none was given. */
  answers: list(
    list(v.nullable(list(place, MOST_OF_CLASS.options)), MOST_OF_CLASS.questions),
    MOST_OF_CLASS.cues
  ),
  guesses: v.optional(list(guessSchema, MOST_OF_CLASS.guesses))
});

type PlainShare = v.InferOutput<typeof plainShareSchema>;

/** Every list as long as those that it speaks of. */
function fits({ questions, cues, pictures, answers, guesses = [] }: PlainShare): boolean {
  const shows = (cue: ShareCue) => !('picture' in cue) || cue.picture < pictures.length;
  return (
    cues.every(shows) &&
    answers.length === cues.length &&
    answers.every(
      (row) =>
        row.length === questions.length &&
        row.every((p, k) => p === null || isAnswer(p, questions[k]?.options ?? 0))
    ) &&
    guesses.every(({ question, cue }) => question < questions.length && cue < cues.length)
  );
}

/** Each share is rounded by itself, so that together they miss the whole by a little. */
function isAnswer(p: readonly number[], options: number): boolean {
  const sum = p.reduce((all, share) => all + share, 0);
  return p.length === options && Math.abs(sum - WHOLE) <= options;
}

/** A hand-in as it stands in a file, its lists held against each other. */
export const classShareSchema = v.pipe(
  plainShareSchema,
  v.check((share) => fits(share), 'lists that fit each other')
) as v.GenericSchema<unknown, PlainShare>;
export type ClassShare = PlainShare;
