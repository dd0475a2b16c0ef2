import type { QueueState, StudyQueueApi } from '../../../run/study/studyApi.ts';

/** Calls `tell` with every study whose run comes to its end from now on; not with those that had. */
export function whenDone(
  queue: Pick<StudyQueueApi, 'state' | 'subscribe'>,
  tell: (study: string) => unknown
): () => void {
  let open = openIn(queue.state);
  return queue.subscribe((state) => {
    const done = state.items.filter(({ study, status }) => status === 'done' && open.has(study));
    open = openIn(state);
    for (const { study } of done) tell(study);
  });
}

const openIn = ({ items }: QueueState): ReadonlySet<string> =>
  new Set(
    items.flatMap(({ study, status }) =>
      status === 'waiting' || status === 'running' ? [study] : []
    )
  );
