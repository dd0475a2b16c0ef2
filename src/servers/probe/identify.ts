import * as v from 'valibot';
import type { Served } from '../../core/answers/served.ts';
import { AppError } from '../../core/errors.ts';
import { list, number, text } from '../../core/schema.ts';
import type { ServerHttp } from '../http.ts';
import { describeKind, type Described, type Kind, type Listed } from './kinds.ts';

const card = v.object({
  id: text,
  owned_by: v.nullish(text),
  root: v.nullish(text),
  max_model_len: v.nullish(number),
  meta: v.nullish(
    v.object({ n_params: v.nullish(number), size: v.nullish(number), n_vocab: v.nullish(number) })
  )
});
const models = v.object({ data: list(card) });

/** What a server tells of itself before it is asked anything. */
export interface Identity {
  kind: Kind;
  /** The model's name as requests have to give it. */
  model: string;
  /** All but the dialect and what a probe finds. */
  served: Omit<Served, 'dialect' | 'probe'>;
  slots: number | null;
  /** Does it take pictures? Null where it does not tell. */
  sees: boolean | null;
}

/**
 * Recognises a server by what it answers, never by its port.
 * @param wanted the model's name; missing: the only one that the server has
 * @throws AppError `server-which-model`, `server-model-unknown`, as `http`
 */
export async function identify(
  http: ServerHttp,
  wanted: string | undefined,
  signal: AbortSignal
): Promise<Identity> {
  const { data } = await http.get('/v1/models', models, { signal, seconds: ASK_SECONDS });
  const listed = chosen(http.server, data, wanted);
  const described = await describeKind(http, listed, signal);
  const { kind, slots, sees } = described;
  return { kind, model: listed.id, served: servedOf(listed, described), slots, sees };
}

const ASK_SECONDS = 20;

function chosen(server: string, data: readonly Listed[], wanted: string | undefined): Listed {
  const names = data.map(({ id }) => withoutFolders(id));
  const exact = data.filter(({ id }) => wanted === undefined || id === wanted);
  // What is kept of a model that was served from a file is its name without the folders.
  const found = exact.length > 0 ? exact : data.filter(({ id }) => withoutFolders(id) === wanted);
  const [first] = found;
  if (found.length === 1 && first) return first;
  const models = names.slice(0, MOST_NAMES).join(', ') || 'none';
  if (wanted !== undefined) {
    throw new AppError('server-model-unknown', { server, model: wanted, models });
  }
  throw new AppError('server-which-model', { server, models });
}

const MOST_NAMES = 30;

function servedOf(
  { id, root, max_model_len: longest, meta }: Listed,
  { server, version, revision, quantisation, template, settings }: Described
): Identity['served'] {
  const own = {
    ...(root && root !== id && { root: withoutFolders(root) }),
    ...(longest && { max_model_len: String(longest) }),
    ...(meta?.n_params && { parameters: String(meta.n_params) }),
    ...(meta?.size && { bytes: String(meta.size) })
  };
  return {
    server,
    version,
    modelId: withoutFolders(id),
    revision: revision ?? CACHED.exec(`${id} ${root ?? ''}`)?.[3] ?? null,
    quantisation,
    template,
    settings: { ...own, ...settings }
  };
}

/** A file of the hub's own cache: it tells the model's name and revision. */
const CACHED = /models--(.+?)--(.+?)[/\\]snapshots[/\\]([0-9a-f]{7,64})/;

/** A model served from a file is named by its path, which is nobody's business. */
function withoutFolders(name: string): string {
  const [, owner, repository] = CACHED.exec(name) ?? [];
  if (owner !== undefined) return `${owner}/${repository}`;
  const path = /^(?:[/~.\\]|[A-Za-z]:\\)/.test(name);
  return path ? (name.split(/[/\\]/).findLast((part) => part !== '') ?? name) : name;
}
