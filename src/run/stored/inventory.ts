import type { Store } from '../../store/store.ts';
import type { WholeStores } from '../../store/wholeStores.ts';
import { DATABASE_KINDS, OBJECT_STORES, type DatabaseKind, type KindSize } from './dataKinds.ts';

/** What the database holds, kind by kind; `removed`: studies whose removal can still be undone. */
export async function storedSizes(
  whole: Pick<WholeStores, 'measure'>,
  store: Pick<Store, 'studies' | 'pictures' | 'ownData'>
): Promise<{ sizes: Record<DatabaseKind, KindSize>; removed: number }> {
  const [measured, studies, pictures, surveys] = await Promise.all([
    whole.measure(),
    store.studies.list(),
    store.pictures.list(),
    store.ownData.list()
  ]);
  const dates: Partial<Record<DatabaseKind, readonly number[]>> = {
    studies: studies.map(({ updatedAt }) => updatedAt),
    pictures: pictures.map(({ addedAt }) => addedAt),
    surveys: surveys.map(({ addedAt }) => addedAt)
  };
  const sizes = Object.fromEntries(
    DATABASE_KINDS.map((kind) => {
      const [first, ...others] = OBJECT_STORES[kind].map((name) => measured.get(name));
      const bytes = [first, ...others].reduce((sum, each) => sum + (each?.bytes ?? 0), 0);
      const known = dates[kind] ?? [];
      // The first of a kind's stores has an entry for each: a study, a picture, an answer.
      const count = first?.count ?? 0;
      return [kind, { count, bytes, changedAt: known.length > 0 ? Math.max(...known) : null }];
    })
  ) as Record<DatabaseKind, KindSize>;
  return { sizes, removed: Math.max(0, sizes.studies.count - studies.length) };
}
