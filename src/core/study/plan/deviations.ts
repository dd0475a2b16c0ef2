import { canonicalText } from '../../canonicalText.ts';
import { templateName } from '../../prompts/templateName.ts';
import type { Plan } from './planTypes.ts';

/** One thing that is not as planned. */
export interface Deviation {
  /** What of the plan. */
  what: Exclude<keyof Plan, 'form'>;
  /** Of a list what is gone or changed, else what was planned. */
  planned: readonly string[];
  /** Of a list what is new or changed, else what it is now. */
  now: readonly string[];
}

/**
 * Everything in which a study is no longer as it was planned, in the plan's order. What a plan could
 * not know yet (the files of a model that had never run) deviates from nothing.
 * @param now the study's plan as it stands
 */
export function deviations(plan: Plan, now: Plan): Deviation[] {
  const unlike = (what: Deviation['what'], named: (plan: Plan) => Named) => {
    const [before, after] = [named(plan), named(now)];
    const changed = (from: Named, to: Named) =>
      [...from].flatMap(([name, text]) => (isSame(text, to.get(name)) ? [] : name));
    return { what, planned: changed(before, after), now: changed(after, before) };
  };
  const scalar = (what: Deviation['what']) => unlike(what, (each) => textsOf([show(each[what])]));
  return [
    unlike('headline', ({ headline }) => fieldsOf(headline)),
    unlike('figures', ({ figures }) => textsOf(figures)),
    unlike('models', ({ models }) => textsOf(models.map(({ model }) => model))),
    ...modelFiles(plan, now),
    unlike('countries', ({ countries }) => byName(countries, nameOf)),
    unlike('alsoNamed', ({ alsoNamed }) => byName(alsoNamed, nameOf)),
    unlike('pictures', ({ pictures }) => byName(pictures, ({ id }) => id)),
    unlike('cues', ({ cues }) => textsOf(cues)),
    unlike('controls', ({ controls }) => textsOf(controls)),
    unlike('templates', ({ templates }) => byName(templates, templateName)),
    unlike('system', ({ system = 'none' }) => textsOf([system])),
    unlike('view', ({ view = 'one' }) => textsOf([view])),
    ...(['readouts', 'orders', 'dontKnow', 'variant', 'metric'] as const).map(scalar),
    unlike('gate', ({ gate }) => fieldsOf(gate)),
    unlike('questions', ({ questions }) => new Map(questions.map(({ id, words }) => [id, words]))),
    ...(['survey', 'wording', 'caveats', 'topics', 'seed'] as const).map(scalar)
  ].filter(({ planned, now }) => planned.length + now.length > 0);
}

/** Words that nobody knows (the survey is not at hand) are not said to differ. */
const isSame = (text: string, other: string | undefined) =>
  text === other || (other !== undefined && (text === '' || other === ''));

/** Things of a list by name, with everything that a change would show in. */
type Named = ReadonlyMap<string, string>;

const textsOf = (items: readonly string[]): Named => new Map(items.map((item) => [item, item]));
const byName = <T>(items: readonly T[], name: (item: T) => string): Named =>
  new Map(items.map((item) => [name(item), canonicalText(item)]));
const nameOf = ({ name }: { name: string }) => name;

const show = (value: unknown): string => (typeof value === 'string' ? value : canonicalText(value));
/** A document's fields, each a line of its own. */
const fieldsOf = (value: object): Named =>
  textsOf(Object.entries(value).map(([name, field]) => `${name}: ${show(field)}`));

/** Other files under the same name are another model. */
function modelFiles(plan: Plan, now: Plan): Deviation[] {
  const files = new Map(now.models.map(({ model, manifestHash }) => [model, manifestHash]));
  return plan.models.flatMap(({ model, manifestHash }) => {
    const found = files.get(model);
    if (!manifestHash || !found || found === manifestHash) return [];
    const short = (hash: string) => `${model} ${hash.slice(0, 12)}`;
    return [{ what: 'models' as const, planned: [short(manifestHash)], now: [short(found)] }];
  });
}
