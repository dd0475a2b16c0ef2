import { AnswerColumnsBuilder } from '../core/answers/answerColumns.ts';
import type { RawAnswer, TextVariant } from '../core/answers/types.ts';
import { controlCues, type Control } from '../core/measures/controls.ts';
import { beatsControl, netMovement } from '../core/measures/netMovement.ts';
import type { AskPlan } from '../core/prompts/types.ts';
import { StudyData } from '../core/study/studyData.ts';
import { frameQuestion, type StudyFrame } from '../core/study/studyFrame.ts';
import { packShares } from '../core/survey/surveyShares.ts';
import type { QuestionId } from '../core/survey/types.ts';

/** How far a name or a picture moves answers away from one of its controls. */
export interface ExportedNet {
  /** Index into the export's `cues`. */
  cue: number;
  control: Control;
  /** The control's cues, whose mean answer is measured from: indexes into `cues`. */
  from: number[];
  questions: ExportedNetMovement[];
}

/** As `NetMovement` defines them; null where they have no meaning, or an answer is missing. */
interface ExportedNetMovement {
  question: QuestionId;
  shift: number | null;
  size: number | null;
  reach: number | null;
  /** Moves the answer farther than the control's cues lie apart; null for fewer than two of these. */
  beats: boolean | null;
}

export interface NetRecord {
  plan: Pick<AskPlan, 'cues' | 'questions'>;
  variant: TextVariant;
  answers: readonly RawAnswer[];
}

/** Net movement of every name and picture of a run, against each of the wanted controls that it has. */
export function exportNet(record: NetRecord, controls: readonly Control[]): ExportedNet[] {
  const { cues } = record.plan;
  const study = studyOf(record);
  return cues.flatMap(({ kind }, cue) =>
    (kind === 'country' || kind === 'picture' ? controls : []).flatMap((control) => {
      const from = controlCues(study.frame, cue, control);
      if (from.length === 0) return [];
      return { cue, control, from, questions: netOf(study, record, cue, control) };
    })
  );
}

function netOf(
  study: StudyData,
  { plan, variant }: NetRecord,
  cue: number,
  control: Control
): ExportedNetMovement[] {
  const net = netMovement(study, { condition: 0, cue, control, variant });
  const beats = beatsControl(net);
  return plan.questions.map(({ id }, q) => ({
    question: id,
    shift: known(net.shift[q]),
    size: known(net.size[q]),
    reach: known(net.reach[q]),
    beats: known(net.reach[q]) === null ? null : (beats[q] ?? null)
  }));
}

const known = (value = NaN) => (Number.isNaN(value) ? null : value);

/** A run as a study of one condition; movement needs no survey. */
function studyOf({ plan: { cues, questions }, answers }: NetRecord): StudyData {
  const places = new Map(questions.map(({ id }, index) => [id, index]));
  const columns = new AnswerColumnsBuilder(answers.length);
  for (const raw of answers) {
    const question = places.get(raw.question) ?? -1;
    columns.add({ condition: 0, cue: cues.indexOf(raw.cue), question }, raw);
  }
  const frame: StudyFrame = {
    conditions: [{ model: '', template: '', readout: 'letter' }],
    cues,
    questions: questions.map(frameQuestion),
    countries: [],
    pictures: cues.flatMap((cue) =>
      cue.kind === 'picture'
        ? { id: cue.picture, country: '', category: cue.category, incomeUsdPerMonth: null }
        : []
    )
  };
  return new StudyData(
    frame,
    columns.finish(),
    packShares(questions, () => new Map())
  );
}
