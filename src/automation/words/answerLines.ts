import * as v from 'valibot';
import { AnswerAssembler } from '../../core/answers/assembler.ts';
import type { PromptScore, RawAnswer } from '../../core/answers/types.ts';
import { AppError } from '../../core/errors.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan, ChatFormat } from '../../core/prompts/types.ts';
import { list, number, parsed, text } from '../../core/schema.ts';

/** One prompt's answer as an asker wrote it down: the letters' log-probabilities, natural logarithms. */
const lineSchema = v.object({
  prefix: text,
  suffix: text,
  letters: list(text, 100),
  logprobs: list(number, 100)
});

interface AnswerLine {
  letters: readonly string[];
  logprobs: readonly number[];
}

/** Log-probabilities of prompts' letters, by the prompt's whole text. */
export type AnswerLines = ReadonlyMap<string, AnswerLine>;

/**
 * Reads JSON lines of answers. The last line may be cut off, where the asker still writes; any other
 * that is no answer is an error (`answers-line`, with its number). The first answer to a prompt counts.
 */
export function readAnswerLines(journal: string): AnswerLines {
  const lines = journal.split('\n');
  const found = new Map<string, AnswerLine>();
  // What stands behind the last end of a line is not whole, or nothing.
  lines.slice(0, -1).forEach((line, index) => {
    const broken = (reason: string) => new AppError('answers-line', { line: index + 1, reason });
    const { prefix, suffix, letters, logprobs } = parsed(
      lineSchema,
      new TextEncoder().encode(line),
      broken
    );
    if (logprobs.length !== letters.length || !logprobs.every((each) => each <= 0)) {
      throw broken('logprobs');
    }
    const prompt = prefix + suffix;
    if (!found.has(prompt)) found.set(prompt, { letters, logprobs: logprobs.map(asTold) });
  });
  return found;
}

/**
 * The shortest number that is the server's: it reckons in float32, and writes seventeen digits of which
 * nine tell one from the next. Others stay as they are.
 */
function asTold(value: number): number {
  const short = Number(value.toPrecision(9));
  return Math.fround(value) === value && Math.fround(short) === value ? short : value;
}

/** An answer read by letters with its log-probabilities as the server told them, and no digit more. */
export function inNineDigits(answer: RawAnswer): RawAnswer {
  if (answer.readout !== 'letter') return answer;
  const orders = answer.orders.map(({ order, logprobs }) => {
    return { order, logprobs: logprobs.map(asTold) };
  });
  return { ...answer, orders };
}

/**
 * A plan's answers out of the lines, as far as every order was asked. A line counts only where its
 * prompt is, to the letter, what the project itself asks; nothing is filled in.
 * @param chat how the asker wrote turns
 */
export function answersInLines(plan: AskPlan, chat: ChatFormat, lines: AnswerLines): RawAnswer[] {
  const assembler = new AnswerAssembler(plan);
  return planJobs(plan, chat).flatMap((planned) => {
    const { prefix, suffix, targets } = planned.job;
    const line = lines.get(prefix + suffix);
    if (!line || targets.kind !== 'letters') return [];
    if (line.letters.join() !== targets.letters.join()) return [];
    return assembler.add(planned, scoreOf(line.logprobs));
  });
}

const scoreOf = (logprobs: readonly number[]): PromptScore => ({
  ...{ logprobs: [...logprobs], tokens: logprobs.map(() => 1) },
  ...{ prefillTokens: 0, ms: 0 }
});
