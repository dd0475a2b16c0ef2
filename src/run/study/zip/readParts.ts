import type { QuestionId } from '../../../core/survey/types.ts';
import type { AnswerSegment } from '../../../store/studies/studyStoreApi.ts';
import { questionKey, SegmentIds } from '../open/segmentIds.ts';
import { makeSegment } from '../../../store/studies/segments.ts';
import { readContents, type OnRead, type ZipContents } from '../../../formats/studyZip/contents.ts';

/** What is in a study's zip, its answers as they are stored: plain data, quick to hand over. */
export interface StudyParts extends Omit<ZipContents, 'answers'> {
  segments: AnswerSegment[];
}

/** Reads a study's zip as far as it can be read without a survey. Rejects as `readContents` does. */
export async function readParts(file: Blob, onRead?: OnRead): Promise<StudyParts> {
  const { answers: groups, ...parts } = await readContents(file, onRead);
  const { study, manifest } = parts;
  const keys = new Map<QuestionId, string>();
  for (const question of manifest.questions) keys.set(question.id, await questionKey(question));
  const segments: AnswerSegment[] = [];
  for (const { run, plan, answers } of groups) {
    const id = await new SegmentIds(run).of(plan);
    segments.push(makeSegment(study.id, id, answers, keys));
  }
  return { ...parts, segments };
}
