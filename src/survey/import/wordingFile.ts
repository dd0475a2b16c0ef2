import { AppError } from '../../core/errors.ts';
import type { DataName, Question, QuestionId } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../types.ts';
import { sha256 } from '../../core/digest.ts';
import { areTexts, isRecord, isText, parseJson } from './json.ts';

/** One question in someone's own words, by survey id. `options` run parallel to the survey's codes. */
export interface Wording {
  id: QuestionId;
  text: string;
  options: string[];
  /** Start of the answer sentence and how each option goes on; both empty: letters only. */
  leadIn: string;
  continuations: string[];
}

/** A named set of wordings as one plain document: what is stored, exported and imported again. */
export interface WordingFile {
  format: 'valueshift-wording';
  version: 1;
  name: string;
  wordings: Wording[];
}

/** SHA-256 over the wordings, the name left out. */
export function hashWordings({ wordings }: WordingFile): Promise<string> {
  return sha256(JSON.stringify(wordings));
}

/** Parses and checks a stored or exported set. Throws `own-data-broken`, naming the place. */
export function parseWordingFile(text: string, file: string): WordingFile {
  const data = parseJson(text, file);
  const broken = (where: string) => new AppError('own-data-broken', { file, where });
  const { format, version, name, wordings } = data;
  if (format !== 'valueshift-wording' || version !== 1) throw broken('format');
  if (!isText(name)) throw broken('name');
  if (!Array.isArray(wordings)) throw broken('wordings');
  wordings.forEach((wording: unknown, index) => {
    if (!isWording(wording)) throw broken(`wordings ${index + 1}`);
  });
  return data as unknown as WordingFile;
}

function isWording(value: unknown): value is Wording {
  if (!isRecord(value) || !isText(value['id']) || !isText(value['text'])) return false;
  const { options, leadIn, continuations } = value;
  if (!areTexts(options) || options.length < 2 || typeof leadIn !== 'string') return false;
  return areTexts(continuations) && continuations.length === (leadIn === '' ? 0 : options.length);
}

/** The same survey, asked in other words; a question that the set does not word keeps its own. */
export function withWording(
  survey: SurveyDataset,
  wordings: readonly Wording[],
  wording: DataName
): SurveyDataset {
  const others = new Map(wordings.map((each) => [each.id, each]));
  const reword = (question: Question): Question => {
    const other = others.get(question.id);
    if (!other || other.options.length !== question.codes.length) return question;
    const { text, options, leadIn, continuations } = other;
    return { ...question, text, options, leadIn, continuations };
  };
  const questions = survey.questions.map(reword);
  const byId = new Map(questions.map((question) => [question.id, question]));
  return { ...survey, wording, questions, question: (id) => byId.get(id) };
}
