import { gateJob, type GateList } from '../../../core/prompts/gatePrompt.ts';
import { gateMethodOf, gatePromptOf } from '../../../core/study/gateMethod.ts';
import { freeQuestion, type GatedPicture } from '../../../core/study/gateQuestion.ts';
import type { GateRule } from '../../../core/study/studyTypes.ts';
import { sha256 } from '../../../core/digest.ts';
import type { GateRow } from '../../../store/studies/studyStoreApi.ts';
import { identityText, type AnswerIdentity } from '../open/segmentIds.ts';

type Category = GatedPicture['category'];

/**
 * The names of what a model makes of pictures: model, prompt, list of names, and by the prompt also
 * the method and the kind of picture, so that answers to different questions never mix.
 */
export class GateIds {
  readonly #list: GateList;
  readonly #identity: AnswerIdentity;
  readonly #gate: GateRule;
  readonly #ids = new Map<Category, Promise<string>>();

  constructor(list: GateList, identity: AnswerIdentity, gate: GateRule) {
    this.#list = list;
    this.#identity = identity;
    this.#gate = gate;
  }

  /** The same for all kinds of pictures unless each has a prompt of its own. */
  of(category: Category): Promise<string> {
    const asked = gatePromptOf(this.#gate) === 'paper' ? category : null;
    const id = this.#ids.get(asked) ?? sha256(JSON.stringify(this.#text(asked)));
    this.#ids.set(asked, id);
    return id;
  }

  /** Of stored rows those that these names have, by picture; behind none under the empty text. */
  async rowsOf(
    pictures: readonly GatedPicture[],
    rows: readonly GateRow[]
  ): Promise<Map<string, GateRow>> {
    const stored = new Map(rows.map((row) => [`${row.id} ${row.picture}`, row]));
    const found = new Map<string, GateRow>();
    for (const { id, category } of [{ id: '', category: null }, ...pictures]) {
      const row = stored.get(`${await this.of(category)} ${id}`);
      if (row) found.set(id, row);
    }
    return found;
  }

  #text(category: Category) {
    const codes = this.#list.map(({ code }) => code);
    const model = identityText(this.#identity);
    const { chat } = this.#identity;
    if (gateMethodOf(this.#gate) === 'free') {
      const job = freeQuestion(this.#gate, { id: '', category }, this.#list, chat);
      return ['gate-free', 1, model, job.prefix, job.suffix, job.maxTokens, codes];
    }
    const { prefix, suffix, targets } = gateJob('', this.#list, chat);
    return ['gate', 1, model, prefix, suffix, targets, codes];
  }
}
