import type { NearestChoices, NearestCountries } from '../../../core/measures/nearest.ts';
import type { PictureId } from '../../../core/prompts/types.ts';
import type { Metric } from '../../../core/measures/metrics.ts';
import type { Reference } from '../../../core/measures/controls.ts';
import type { Movement } from '../../../core/measures/movement.ts';
import { countsInMeans } from '../../../core/study/countsInMeans.ts';
import type { CuePlace, PlaceGap, PlacesChoices } from '../../../core/study/cuePlaces.ts';
import type { Summary, SummaryChoices } from '../../../core/study/cueSummary.ts';
import {
  blankBadge,
  nameBadges,
  pointsBadge,
  type LabBadges
} from '../../../core/study/sentences/labBadges.ts';
import { labVerdict, type LabVerdict } from '../../../core/study/sentences/labVerdict.ts';
import { moverOf, reachCount } from '../../../core/study/sentences/movement.ts';
import { comparableFigures, flaggedFigures } from '../../../survey/comparable.ts';
import { labMaterial, type StudyMaterial } from '../../../run/stats/material.ts';
import { StatsClient } from '../../../run/stats/statsClient.ts';
import { controlName } from '../../controlNames.ts';
import { t } from '../../i18n.ts';
import { pictureNoun } from '../../pictures/pictureNoun.ts';
import { shownName } from '../../pictures/shownPictures.ts';
import type { RowNoun } from '../../rows/rowInput.ts';
import type { LabState } from '../labState.svelte.ts';
import { catching } from '../../catching.ts';
import type { RowMoves } from './grouping.ts';
import { movementFrom, NetMovements, referencesOf, type AnswerMovement } from './movements.ts';
import { pace } from './pace.ts';
import {
  comparedCountry,
  cueViews,
  isAnswer,
  isComplete,
  picturesAmong,
  ViewCache,
  type QuestionView
} from './views.ts';
import { countryName, shownCountry } from '../../survey/shownPlaces.ts';

/** Equal numbers on every visit: the resamples are seeded. */
const SEED = 20_260;
/** While answers stream in, statistics follow at this distance; afterwards at once. */
const STREAMING_PAUSE = { summary: 2500, nearest: 8000 };

/** What the results section derives from the Lab: views of the answers, and statistics over them. */
export class ResultsState {
  readonly #lab: LabState;
  readonly #cache = new ViewCache();
  readonly #net = new NetMovements();
  #client: StatsClient | null = null;

  /** Key of the cue whose nearest countries are shown; null: the first picture's, else the name's. */
  nearestChoice: string | null = $state(null);
  /** Nearest countries cost seconds: they are reckoned for those who look at them. */
  nearestWanted = $state(false);

  /** Parallel to the run's cues; null before the first. */
  places = $state.raw<readonly (CuePlace | PlaceGap | null)[] | null>(null);
  summary = $state.raw<{ metric: Metric; value: Summary | null } | null>(null);
  nearest = $state.raw<{ metric: Metric; cue: string; value: NearestCountries } | null>(null);

  constructor(lab: LabState) {
    this.#lab = lab;
  }

  readonly plan = $derived.by(() => this.#lab.run.plan);
  readonly country = $derived(this.plan && comparedCountry(this.plan));
  readonly countryName = $derived.by(() => {
    const code = this.country;
    return code ? countryName(code, this.#lab.survey) : '';
  });
  readonly cues = $derived.by(() => {
    const { pictures } = this.#lab;
    if (!this.plan) return [];
    const nameOf = (id: PictureId) => pictures.filter((each) => each.id === id).map(shownName)[0];
    return cueViews(this.plan, {
      neutral: t('results.neutral'),
      country: (name, code) => t('results.name', { country: shownCountry({ code, name }) }),
      picture: (id, number) => nameOf(id) ?? t('results.picture', { number }),
      words: (caption) => t('results.words', { caption }),
      control: (cue) => controlName(cue, (id) => nameOf(id) ?? t('results.picture', { number: 1 }))
    });
  });
  readonly pictureCues = $derived(picturesAmong(this.cues));
  readonly inWords = $derived(this.pictureCues[0]?.cue.kind === 'caption');
  readonly nameCue = $derived(this.cues.find(({ cue }) => cue.kind === 'country') ?? null);
  /** Neutral, name and pictures; the rest is what these are measured against. */
  readonly mainCues = $derived(this.cues.filter(isAnswer(this.cues)));
  /** Whose movements rows tell: each picture's; in a run without pictures the name's. */
  readonly movers = $derived(
    this.pictureCues.length > 0 ? this.pictureCues : this.nameCue ? [this.nameCue] : []
  );
  readonly mover = $derived(this.movers[0] ?? null);
  /** What its movement can be measured from; a run of before controls lacks the headline's own. */
  readonly references = $derived(
    referencesOf(
      this.cues.map(({ cue }) => cue),
      this.cueIndex(this.mover?.key)
    )
  );
  readonly reference: Reference = $derived.by(() => {
    const { reference } = this.#lab.choices;
    return this.references.find((each) => each === reference) ?? this.references[0] ?? 'neutral';
  });
  readonly nearestCue = $derived(
    this.mainCues.find(({ key }) => key === this.nearestChoice) ?? this.mover ?? null
  );

  readonly views: readonly QuestionView[] = $derived.by(() => {
    const { survey, run, choices } = this.#lab;
    const country = this.country;
    if (!this.plan) return [];
    return this.#cache.views(this.plan, run.answers, choices.variant, (question) =>
      country ? survey?.figure(country, question) : undefined
    );
  });
  readonly begun = $derived(
    this.views.filter((view) => view.answers.some((answer) => answer !== null))
  );
  readonly complete = $derived(this.views.filter(isComplete));
  /** Figures with caveats that means, rankings and places leave out: the compared country's, and others'. */
  readonly flagged = $derived.by(() => {
    const { survey, choices } = this.#lab;
    if (!survey || choices.caveats === 'in') return { own: 0, others: 0 };
    const questions = this.complete.map(({ question }) => question);
    const counts = countsInMeans(questions);
    const found = flaggedFigures(
      survey,
      questions.flatMap(({ id }, k) => (counts[k] ? [id] : []))
    );
    const own = found.filter(({ country }) => country === this.country).length;
    return { own, others: found.length - own };
  });
  /** What statistics work on, put together when they begin: answers arrive faster than that. */
  readonly #material: (() => StudyMaterial) | null = $derived.by(() => {
    const { plan, complete } = this;
    const { survey, choices } = this.#lab;
    const { caveats } = choices;
    if (!plan || !survey || complete.length === 0) return null;
    const make = () => {
      const questions = complete.map(({ question }) => question);
      const raws = complete.map((view) => view.raws.filter((raw) => raw !== undefined));
      return labMaterial({ ...plan, questions }, raws, comparableFigures(survey, caveats));
    };
    let made: StudyMaterial | undefined;
    return () => (made ??= make());
  });

  /**
   * Questions with a row: the first mover's distance from its control is known. Of a run that ended
   * before, or has no control, those that it answered.
   */
  readonly rows = $derived.by(() => {
    const early = !this.hasControl || !this.#lab.run.busy;
    const first = this.cueIndex(this.mover?.key);
    return this.views.filter(
      (view) => this.netOf(view)[0] || (early && (view.answers[first] ?? null) !== null)
    );
  });
  /** Questions whose rows are whole: every mover's distance is known. */
  readonly settled = $derived(
    this.views.filter((view) =>
      this.hasControl ? this.netOf(view).every((each) => each !== null) : isComplete(view)
    )
  );
  readonly verdict: LabVerdict = $derived.by(() => {
    const nets = this.views.map((view) => this.netOf(view));
    const each = this.movers.map((_, mover) => nets.map((net) => net[mover] ?? null));
    const by = this.mover && moverOf(this.mover.cue);
    return labVerdict({
      pictures: by === 'picture' ? each : [],
      words: by === 'words' ? each : [],
      name: each[0] ?? [],
      blanks: this.hasControl,
      ended: this.#lab.run.status === 'done'
    });
  });
  /** One a mover. */
  readonly badges: readonly LabBadges[] = $derived.by(() => {
    const names = nameBadges(this.summary?.value?.differences ?? []);
    const nothing = this.summary !== null && this.summary.value === null;
    return this.movers.map((mover, at) => ({
      blank: blankBadge(reachCount(this.views.map((view) => this.netOf(view)[at] ?? null))),
      points: pointsBadge(this.places?.[this.cueIndex(mover.key)] ?? null),
      name: names[at] ?? (nothing && mover.cue.kind === 'picture' ? { what: 'none' } : null)
    }));
  });
  /** What rows call what was shown; only of bundled pictures it is known. */
  readonly noun: RowNoun = $derived.by(() => {
    const { mover, pictureCues } = this;
    if (this.inWords) return 'words';
    if (pictureCues.length > 1) return 'pictures';
    return mover?.cue.kind === 'picture' ? pictureNoun(mover.cue.picture) : 'picture';
  });
  /** Is the movers' usual control part of the run? */
  get hasControl(): boolean {
    return this.references.includes('control');
  }

  /** How far each mover moved one answer from its usual control; null until the answers are there. */
  netOf(view: QuestionView): (Movement | null)[] {
    const cues = this.cues.map(({ cue }) => cue);
    return this.movers.map(({ key }) => this.#net.of(view, cues, this.cueIndex(key)));
  }

  /** What places an answer's row among the others. */
  movesOf(view: QuestionView): RowMoves {
    const sizes = this.movers.map((mover) => this.movementOf(view, { mover })?.movement.size);
    return { sizes: sizes.map((size) => size ?? null), nets: this.netOf(view) };
  }

  /** Index of a cue's answers within `QuestionView.answers`; -1 where the run has no such cue. */
  cueIndex(key: string | undefined): number {
    return this.cues.findIndex((cue) => cue.key === key);
  }

  /** How one answer moved under a cue (the first mover), measured from a reference (the chosen one). */
  movementOf(
    view: QuestionView,
    { mover = this.mover, reference = this.reference } = {}
  ): AnswerMovement | null {
    const cues = this.cues.map(({ cue }) => cue);
    const { metric } = this.#lab.choices;
    return movementFrom(view, cues, { mover: this.cueIndex(mover?.key), reference, metric });
  }

  /** Keeps the statistics up to date; call once while a component sets up. */
  follow(): void {
    type Asked<Choices> = { material: () => StudyMaterial } & Choices;
    const guard = catching((error) => (this.#lab.problem = error));
    const askSummary = pace(({ material, ...choices }: Asked<SummaryChoices>) =>
      guard(async () => {
        const value = await this.#stats.summary(material(), choices);
        if (value !== undefined) this.summary = { metric: choices.metric, value };
      })
    );
    const askPlaces = pace(({ material, ...choices }: Asked<PlacesChoices>) =>
      guard(async () => {
        this.places = (await this.#stats.places(material(), choices)) ?? this.places;
      })
    );
    const askNearest = pace(
      ({ material, key, ...choices }: Asked<NearestChoices & { key: string }>) =>
        guard(async () => {
          const value = await this.#stats.nearest(material(), choices);
          if (value) this.nearest = { metric: choices.metric, cue: key, value };
        })
    );

    $effect(() => {
      const { metric, variant } = this.#lab.choices;
      const { busy } = this.#lab.run;
      const material = this.#material;
      if (!this.country || !material) {
        this.summary = null;
        this.places = null;
        return;
      }
      const pause = busy ? STREAMING_PAUSE.summary : 0;
      askPlaces({ material, variant, condition: 0 }, pause);
      const name = this.cues.findIndex(({ cue }) => cue.kind === 'country');
      // Words against a name would compare two texts, not a picture with a name.
      const pairs = (this.inWords ? [] : this.pictureCues).map(
        ({ key }) => [this.cueIndex(key), name] as const
      );
      askSummary({ material, metric, variant, seed: SEED, pairs }, pause);
    });

    $effect(() => {
      const { metric, variant } = this.#lab.choices;
      const { busy } = this.#lab.run;
      const key = this.nearestCue?.key;
      const material = this.#material;
      if (key === undefined || !material) {
        this.nearest = null;
        return;
      }
      if (!this.nearestWanted) return;
      askNearest(
        { material, key, metric, variant, seed: SEED, condition: 0, cue: this.cueIndex(key) },
        busy && this.nearest?.cue === key && this.nearest.metric === metric
          ? STREAMING_PAUSE.nearest
          : 0
      );
    });

    $effect(() => () => {
      askSummary.stop();
      askPlaces.stop();
      askNearest.stop();
      this.#client?.dispose();
      this.#client = null;
    });
  }

  get #stats(): StatsClient {
    return (this.#client ??= new StatsClient());
  }
}
