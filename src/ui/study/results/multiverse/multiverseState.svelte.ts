import type { SpecificationEffect } from '../../../../core/study/multiverse/multiverse.ts';
import {
  ownSpecification,
  type MultiverseChoices,
  type Specification
} from '../../../../core/study/multiverse/specifications.ts';
import { plannedCondition } from '../../../../core/study/plan/isPlanned.ts';
import { usualHeadline } from '../../../../core/study/plan/studyPlan.ts';
import type { Headline } from '../../../../core/study/plan/planTypes.ts';
import { seeingModels } from '../../../../core/study/wordsOnly.ts';
import type { StudyState } from '../../studyState.svelte.ts';

/** All ways to analyse a study's headline, worked out one after the other. */
export class MultiverseState {
  readonly #study: StudyState;
  effects: readonly SpecificationEffect[] | null = $state.raw(null);
  specifications: readonly Specification[] = $state.raw([]);
  progress: { done: number; all: number } | null = $state.raw(null);
  stopped = $state(false);
  #stop: AbortController | null = null;

  constructor(study: StudyState) {
    this.#study = study;
  }

  /** The plan's; of a study without one, what it can claim first. */
  get headline(): Headline {
    const { plan, study } = this.#study;
    return plan?.plan.headline ?? usualHeadline(study);
  }

  /** The condition that the headline is about, else the first. */
  get condition(): number {
    const { conditions } = this.#study.frame;
    return Math.max(0, plannedCondition({ headline: this.headline }, conditions));
  }

  get choices(): MultiverseChoices {
    const { study, frame, open } = this.#study;
    const { test, cue } = this.headline;
    const passed = (model: string, id: string) =>
      open.gates.some((each) => each.passes && each.model === model && each.picture === id);
    return {
      ...{ test, cue, orders: study.orders, seed: study.seed },
      model: frame.conditions[this.condition]?.model ?? '',
      recognised: frame.pictures.flatMap(({ id }) =>
        seeingModels(study).every(({ model }) => passed(model, id)) ? id : []
      )
    };
  }

  /** The plan's own way, or the study's. */
  get own(): Specification | null {
    const { plan, study } = this.#study;
    const { variant, metric } = plan?.plan ?? study;
    const { condition, headline } = this;
    const { orders } = study;
    return ownSpecification(this.specifications, {
      ...{ condition, orders, variant, metric, control: headline.control }
    });
  }

  /** Works them out; a later call, or `stop`, ends an earlier one. */
  async run(): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.stopped = false;
    const { choices } = this;
    const follow = {
      signal: stop.signal,
      onStep: (done: number, all: number) => (this.progress = { done, all })
    };
    const found = await this.#study.ask(({ stats, material }) =>
      stats.multiverse(material, choices, follow)
    );
    if (this.#stop !== stop) return;
    this.progress = null;
    if (found) Object.assign(this, found);
  }

  stop(): void {
    this.#stop?.abort();
    this.stopped = true;
  }
}
