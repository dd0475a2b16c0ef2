import { distributionsOf, type DistributionColumns } from '../answers/answer.ts';
import type { AnswerColumns } from '../answers/answerColumns.ts';
import type { TextVariant } from '../answers/types.ts';
import { AppError } from '../errors.ts';
import type { Metric } from '../measures/metrics.ts';
import { metricApplies, similarityAt } from '../measures/similarity.ts';
import type { SurveyShares } from '../survey/surveyShares.ts';
import { countsInMeans } from './countsInMeans.ts';
import type { StudyFrame } from './studyFrame.ts';

/** A study's answers and the survey's figures: what all its statistics are computed from. */
export class StudyData {
  readonly frame: StudyFrame;
  readonly columns: AnswerColumns;
  readonly survey: SurveyShares;
  /** By question: is it part of means over questions? */
  readonly counts: readonly boolean[];
  readonly #distributions = new Map<TextVariant, DistributionColumns>();
  /** Condition x cue x question: its row, counted from 1; 0 for none. */
  readonly #rows: Uint32Array;

  constructor(frame: StudyFrame, columns: AnswerColumns, survey: SurveyShares) {
    this.frame = frame;
    this.columns = columns;
    this.survey = survey;
    this.counts = countsInMeans(frame.questions);
    const { conditions, cues, questions } = frame;
    this.#rows = new Uint32Array(conditions.length * cues.length * questions.length);
    for (let row = 0; row < columns.length; row++) {
      const [condition, cue] = [columns.condition[row] as number, columns.cue[row] as number];
      this.#rows[this.#place(condition, cue, columns.question[row] as number)] = row + 1;
    }
  }

  /** Where the answer to a question under a cue is among the columns; -1 where it is missing. */
  row(condition: number, cue: number, question: number): number {
    return cue < 0 ? -1 : (this.#rows[this.#place(condition, cue, question)] as number) - 1;
  }

  /** The answers' distributions; computed once a variant. */
  distributions(variant: TextVariant): DistributionColumns {
    const known = this.#distributions.get(variant);
    if (known) return known;
    const made = distributionsOf(this.columns, variant);
    this.#distributions.set(variant, made);
    return made;
  }

  /** One row's distribution. */
  answer(row: number, variant: TextVariant): Float64Array {
    const { start, p } = this.distributions(variant);
    return p.subarray(start[row], start[row + 1]);
  }

  /**
   * Similarity of a row's answer with the people of a surveyed country (an index into the survey's):
   * NaN for a row or country of -1, where they were not asked, where the metric has no meaning on
   * the question, and where that counts in no mean. Throws AppError `study-options-differ` where an answer and the survey's figure
   * have different numbers of options.
   */
  similarity(metric: Metric, variant: TextVariant): (row: number, country: number) => number {
    const { questions } = this.frame;
    const { shares, options, start: figures, countries } = this.survey;
    const { start, p } = this.distributions(variant);
    const { question: questionOf } = this.columns;
    const applies = questions.map(
      ({ scale }, q) => this.counts[q] === true && metricApplies(metric, scale)
    );
    return (row, country) => {
      if (row < 0 || country < 0) return NaN;
      const question = questionOf[row] as number;
      const from = figures[question * countries.length + country] as number;
      if (from < 0 || !applies[question]) return NaN;
      const at = start[row] as number;
      const n = (start[row + 1] as number) - at;
      if (n !== options[question]) {
        throw new AppError('study-options-differ', { question: questions[question]?.id ?? '' });
      }
      return similarityAt(metric, p, at, shares, from, n);
    };
  }

  #place(condition: number, cue: number, question: number): number {
    const { cues, questions } = this.frame;
    return (condition * cues.length + cue) * questions.length + question;
  }
}
