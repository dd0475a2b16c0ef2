import { wholePercent } from '../../../core/study/sentences/rowPlaces.ts';
import type { Role } from '../../charts/series.ts';
import { whole } from '../../format.ts';
import { t } from '../../i18n.ts';
import type { PlotMark } from '../../rows/plotMarks.ts';
import type { GuessedRow } from './guessedRows.ts';
import { guessOf, playersOf, type GuessedWho, type GuessSession } from './guessSession.ts';

const hundred = (place: number) => whole(wholePercent(place));
const apart = (a: number, b: number) => hundred(Math.abs(a - b));

/**
 * Every player's guesses about one question as marks of its row: named in words where one guessed, by
 * the players' numbers where several did.
 */
export function guessMarks(
  session: GuessSession,
  { question }: Pick<GuessedRow, 'question'>,
  model: Role
): PlotMark[] {
  const several = session.players > 1;
  return playersOf(session).flatMap((player) => {
    const guess = guessOf(session, player, question);
    const mark = (who: GuessedWho, role: Role): PlotMark[] => {
      const at = guess?.[who] ?? null;
      if (at === null) return [];
      const name = t(`guess.marks.${several ? 'player' : 'you'}.${who}`, { player });
      const letter = several ? String(player) : null;
      return [
        { id: `guess ${player} ${who}`, role, at, name, letter, strong: false, lane: 'axis' }
      ];
    };
    return [...mark('model', model), ...mark('people', 'survey')];
  });
}

/** Where the model and people are, in words. */
export function truthWords({ model, people }: GuessedRow): string {
  if (model === null) return t('guess.truth.none');
  return people === null
    ? t('guess.truth.model', { model: hundred(model) })
    : t('guess.truth.both', { model: hundred(model), people: hundred(people) });
}

/** How far a player's marks lay from that; null for who placed none. */
export function awayWords(session: GuessSession, row: GuessedRow, player: number): string | null {
  const guess = guessOf(session, player, row.question);
  const away = (who: GuessedWho) => {
    const [at, truth] = [guess?.[who] ?? null, row[who]];
    return at === null || truth === null ? null : apart(at, truth);
  };
  const [model, people] = [away('model'), away('people')];
  const whose = session.players > 1 ? 'player' : 'you';
  const what = model === null ? 'people' : people === null ? 'model' : 'both';
  if (model === null && people === null) return null;
  return t(`guess.away.${whose}.${what}`, { player, model: model ?? '', people: people ?? '' });
}
