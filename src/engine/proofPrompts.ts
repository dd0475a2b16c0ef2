import type { PromptJob } from '../core/prompts/types.ts';
import type { Device } from './engineApi.ts';
import type { ModelSession } from './session.ts';

/** A picture that nobody has: `standIn` puts words' vectors where its features would stand. */
const PICTURE = 'proof';
/** Not square: rows taken for columns, or text that goes on behind the wrong side, must show. */
const GRID = { rows: 2, columns: 3 };

const RULE = 'Read the question, then pick the answer that fits.\n';
/** A GPU multiplies and attends in tiles of 64 and more, which a longer beginning is to reach. */
const RULES = Array.from({ length: 8 }, (_, index) => `Rule ${index + 1}: ${RULE}`).join('');

/**
 * Two questions behind one beginning, as a pack holds them: letters, and words that part ways. What
 * lets one prompt of a pack reach another, turns positions wrongly, or hands a state on that another
 * prompt has changed gives other answers here.
 * @param sees does the model take pictures? Then one stands in the beginning, on a grid
 */
function promptsFor(device: Device, sees: boolean): PromptJob[] {
  const beginning = {
    prefix: (sees ? '<image>\n' : '') + (device === 'wasm' ? RULE : RULES),
    picture: sees ? PICTURE : null
  };
  return [
    {
      ...beginning,
      suffix: 'Is water wet?\n(A) yes\n(B) no\nThe answer is (',
      targets: { kind: 'letters', letters: ['A', 'B'] }
    },
    {
      ...beginning,
      suffix: 'Which of the two is cold: ice or fire? It is the',
      targets: { kind: 'continuations', continuations: [' ice.', ' fire, of course.'] }
    }
  ];
}

/** Works with the proof's prompts, and takes back what they stand on. */
export async function withProofPrompts<T>(
  session: ModelSession,
  work: (prompts: PromptJob[]) => Promise<T>
): Promise<T> {
  const sees = session.model.pictures !== null;
  try {
    if (sees) await standIn(session);
    return await work(promptsFor(session.device, sees));
  } finally {
    if (sees) session.dropPicture(PICTURE);
  }
}

/** No encoder has to run: the decoder cannot tell a picture's vectors from those of words. */
async function standIn({ tokens, model, pictures }: ModelSession): Promise<void> {
  const count = GRID.rows * GRID.columns;
  const { suffix } = tokens.promptOf({ prefix: '', suffix: RULE, picture: null });
  const ids = Array.from({ length: count }, (_, at) => suffix[at % suffix.length] as number);
  const features = (await model.embed(ids, null)) as Float32Array;
  pictures.pretend(PICTURE, { run: [count], grid: GRID }, { features, grid: GRID, concepts: null });
}
