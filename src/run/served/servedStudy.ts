import type { StudyModel } from '../../core/study/studyTypes.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { StudyRecord } from '../../store/studies/studyStoreApi.ts';

/** A study on its way through a server. */
interface AskedStudy {
  /** Asks the served model alone. */
  record: StudyRecord;
  /** Models of the study that have answered nothing: they are not in what comes back. */
  left: readonly string[];
}

/** The study as it asks a served model; the others' answers wait until `withOthers`. */
export function askedOf(record: StudyRecord, loaded: LoadedModel): AskedStudy {
  const { study, runs } = record;
  const { model, manifestHash, wordsOnly } = loaded;
  const own = { model, manifestHash, ...(wordsOnly && { wordsOnly }) };
  const others = study.models.filter((each) => each.model !== model);
  return {
    record: { ...record, study: { ...study, models: [own] } },
    left: others.filter((each) => !runs[each.model]).map((each) => each.model)
  };
}

/**
 * The asked study with the models again that answered it before, in their order, the served one in
 * its old place or behind them. A model that answered nothing would keep every gated picture out.
 */
export function withOthers(asked: StudyRecord, before: StudyRecord): StudyRecord {
  const own = asked.study.models;
  const isOwn = ({ model }: StudyModel) => own.some((each) => each.model === model);
  const kept = before.study.models.filter((each) => isOwn(each) || before.runs[each.model]);
  const models = [
    ...kept.map((each) => own.find(({ model }) => model === each.model) ?? each),
    ...own.filter((each) => !kept.some(({ model }) => model === each.model))
  ];
  return { ...asked, study: { ...asked.study, models }, runs: { ...before.runs, ...asked.runs } };
}
