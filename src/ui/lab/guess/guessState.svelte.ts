import type { QuestionId } from '../../../core/survey/types.ts';
import type { LabState } from '../labState.svelte.ts';
import { ResultsState } from '../results/resultsState.svelte.ts';
import { guessable, guessedRow } from './guessedRows.ts';
import { guessGate } from './guessGate.svelte.ts';
import {
  guessOf,
  newSession,
  questionsOfRound,
  roundsOf,
  withGuess,
  withNextRound,
  withPlayer,
  type GuessedWho,
  type GuessSession
} from './guessSession.ts';
import { keepGuesses, keptGuesses } from './keptGuesses.ts';
import { makeRound, keepRevealed } from './round.ts';

/** A game of guesses about the run that the Lab holds back. */
export class GuessState {
  readonly results: ResultsState;
  session: GuessSession = $state.raw(newSession(''));
  /** Whose marks are on the page. */
  player = $state(1);
  readonly #lab: LabState;

  constructor(lab: LabState) {
    this.#lab = lab;
    this.results = new ResultsState(lab);
    const run = this.#runName();
    // A run that goes on, after a stop or a reload, is the same run: its guesses stay.
    const kept = guessGate.takeAnew() ? null : keptGuesses();
    this.#become(kept?.run === run ? kept : newSession(run));
    this.player = this.session.players;
    this.#keepRound();
    if (this.session.opened) this.open();
  }

  readonly #guessable = $derived.by(() => guessable(this.results.views));
  readonly rounds = $derived.by(() => roundsOf(this.#guessable.length));
  readonly #views = $derived.by(() => questionsOfRound(this.#guessable, this.session.round));
  /** The round's questions. */
  readonly rows = $derived.by(() => this.#views.map((view) => guessedRow(this.results, view)));
  /** Those of all rounds that were revealed. */
  readonly revealedRows = $derived.by(() => {
    const { round, revealed } = this.session;
    const seen = Array.from({ length: revealed ? round + 1 : round }, (_, at) => at);
    return seen
      .flatMap((at) => questionsOfRound(this.#guessable, at))
      .map((view) => guessedRow(this.results, view));
  });
  /** Of people of this round there is something to guess. */
  readonly peopleAsked = $derived.by(() => this.#views.some(({ figure }) => figure !== null));
  /** How many marks there are to place, and how many the player placed. */
  readonly marks = $derived.by(() => {
    const guesses = this.#views.map(({ question }) => this.guessOf(question.id));
    const asked = this.#views.filter(({ figure }) => figure !== null).length;
    const placed = guesses.flatMap((guess) => [guess?.model ?? [], guess?.people ?? []]).flat();
    return { all: this.#views.length + asked, placed: placed.length };
  });
  readonly guessed = $derived.by(() => {
    const asked = this.#views.map(({ question }) => question.id);
    return this.session.guesses.some(({ question }) => asked.includes(question));
  });
  /** The model's answers to this round are in, or no more of them come. */
  readonly answered = $derived.by(
    () =>
      !this.#lab.run.busy || this.rows.every(({ model, start }) => model !== null && start !== null)
  );

  guessOf(question: QuestionId, player = this.player) {
    return guessOf(this.session, player, question);
  }

  put(question: QuestionId, who: GuessedWho, at: number): void {
    if (this.session.revealed) return;
    this.#become(withGuess(this.session, { player: this.player, question }, who, at));
  }

  /** Hides this player's marks: the next begins with none. */
  addPlayer(): void {
    this.#become(withPlayer(this.session));
    this.player = this.session.players;
  }

  reveal(): void {
    if (!this.guessed || !this.answered) return;
    this.#become({ ...this.session, revealed: true });
    this.#keepRound();
  }

  next(): void {
    const ids = this.#guessable.map(({ question }) => question.id);
    this.#become(withNextRound(this.session, ids));
    this.player = 1;
  }

  /** Shows all results. */
  open(): void {
    this.#become({ ...this.session, opened: true });
    guessGate.open(this.#lab.run.plan);
  }

  #become(session: GuessSession): void {
    this.session = session;
    keepGuesses(session);
  }

  /** What was revealed of this run, for whoever takes it away; nothing before the first reveal. */
  #keepRound(): void {
    const { country, mover } = this.results;
    const { run, model } = this.#lab;
    const about = {
      ...{ model: run.answeredBy?.model ?? model.chosen, country },
      cue: mover?.key ?? ''
    };
    const rows = this.revealedRows;
    const round = rows.length > 0 ? makeRound(about, rows, this.session.guesses) : null;
    keepRevealed(run.plan, round);
  }

  /** Tells this run from another: its model, its cues and its questions, and how they are asked. */
  #runName(): string {
    const { run, model, choices } = this.#lab;
    const cues = this.results.cues.map(({ key }) => key);
    if (!run.plan) return '';
    const { questions, template, readout, orders, dontKnow, system = 'none' } = run.plan;
    const asked = questions.map(({ id }) => id);
    const how = [template.id, readout, orders, dontKnow, system, choices.view];
    return [model.chosen, ...cues, ...asked, ...how].join(' ');
  }
}
