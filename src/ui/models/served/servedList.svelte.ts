import { AppError } from '../../../core/errors.ts';
import type { LoadedModel } from '../../../engine/engineApi.ts';
import {
  foundServer,
  readKnownServers,
  writeKnownServers,
  type KnownServer
} from '../../../run/servedHere/knownServers.ts';
import type { ServedEngine, ServedEngineServices } from '../../../run/servedHere/servedEngine.ts';
import type { ServerWait, WantedServer } from '../../../run/servedHere/servedWorker.ts';
import type { ProbeStep } from '../../../servers/types.ts';
import type { DocumentStore } from '../../../store/storeApi.ts';
import { appStore } from '../../appStore.ts';
import { catching } from '../../catching.ts';
import { LastRemoved } from '../../lastRemoved.svelte.ts';
import { servedTitle } from './servedWords.ts';

type Prober = Pick<ServedEngine, 'probe' | 'cancelLoad' | 'dispose'>;

interface Services {
  documents: () => Promise<DocumentStore>;
  /** An engine of the list's own: probing disturbs no run. */
  prober: () => Promise<Prober>;
}

/** What a person types to have a server recognised. */
interface TypedServer {
  address: string;
  /** Empty: the server's only model. */
  model: string;
  /** Empty: it wants none. */
  key: string;
}

/** A probe that is going on. */
interface Probing {
  url: string;
  /** The steps that were begun; the last is under way. */
  steps: readonly ProbeStep[];
}

/** The models on servers of this computer that pages know of. */
export class ServedList {
  servers: readonly KnownServer[] = $state.raw([]);
  listed = $state(false);
  probing: Probing | null = $state.raw(null);
  /** The name of the model that was found last. */
  found: string | null = $state(null);
  error: AppError | null = $state.raw(null);
  /** A server that a run waits for; null: none. */
  waiting: ServerWait | null = $state.raw(null);
  readonly removed = new LastRemoved();

  readonly #services: Services;
  readonly #catch = catching((error) => (this.error = error.code === 'cancelled' ? null : error));
  /** By address, as long as the page lives. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on the page reads it
  readonly #keys = new Map<string, string>();
  #prober: Prober | null = null;

  constructor(services: Services) {
    this.#services = services;
  }

  async open(): Promise<void> {
    await this.#catch(async () => {
      this.servers = await readKnownServers(await this.#services.documents());
    });
    this.listed = true;
  }

  of(model: string): KnownServer | undefined {
    return this.servers.find((server) => server.model === model);
  }

  /** Recognises and probes a server, and keeps what was found. */
  async connect({ address, model, key }: TypedServer): Promise<void> {
    await this.#probe(async () => {
      const { loopbackUrl } = await import('../../../run/servedHere/loopbackUrl.ts');
      const url = loopbackUrl(address);
      if (key !== '') this.#keys.set(url, key);
      return { url, ...(key !== '' && { key }), ...(model.trim() !== '' && { model: model.trim() }) };
    });
  }

  /** Looks at a known server once more. */
  async probeAgain({ url, served }: KnownServer): Promise<void> {
    await this.#probe(async () => this.#wanted(url, served.modelId));
  }

  async cancel(): Promise<void> {
    await this.#prober?.cancelLoad();
  }

  /** Where a model is asked. @throws AppError `server-unknown` */
  async find(model: string): Promise<WantedServer> {
    if (!this.listed) await this.open();
    const known = this.of(model);
    if (!known) throw new AppError('server-unknown', { model });
    return this.#wanted(known.url, known.served.modelId);
  }

  async remove(server: KnownServer): Promise<void> {
    await this.#catch(async () => {
      await this.#change((servers) => servers.filter(({ model }) => model !== server.model));
      this.found = null;
      this.removed.keep(servedTitle(server.served), () => this.#add(server));
    });
  }

  async undoRemove(): Promise<void> {
    await this.#catch(() => this.removed.undo());
  }

  /** A model that a run loaded may have been found otherwise than when it was kept. */
  async keep(loaded: LoadedModel, url: string): Promise<void> {
    const found = foundServer(loaded, url);
    if (found) await this.#add(found);
  }

  async #probe(wantedServer: () => Promise<WantedServer>): Promise<void> {
    if (this.probing) return;
    this.error = this.found = null;
    await this.#catch(async () => {
      const wanted = await wantedServer();
      this.probing = { url: wanted.url, steps: [] };
      this.#prober ??= await this.#services.prober();
      const loaded = await this.#prober.probe(wanted, (step) => {
        if (this.probing) this.probing = { ...this.probing, steps: [...this.probing.steps, step] };
      });
      await this.keep(loaded, wanted.url);
      this.found = loaded.model;
    });
    this.probing = null;
    void this.#prober?.dispose();
  }

  #wanted(url: string, model: string): WantedServer {
    const key = this.#keys.get(url);
    return { url, model, ...(key !== undefined && { key }) };
  }

  async #add(server: KnownServer): Promise<void> {
    await this.#change((servers) => [
      ...servers.filter(({ model }) => model !== server.model),
      server
    ]);
  }

  /** Another tab may have changed what is kept. */
  async #change(
    change: (servers: readonly KnownServer[]) => readonly KnownServer[]
  ): Promise<void> {
    const documents = await this.#services.documents();
    const changed = change(await readKnownServers(documents));
    await writeKnownServers(documents, changed);
    this.servers = changed;
  }
}

/** One list as long as the page lives. */
export const servedList: ServedList = new ServedList({
  documents: async () => (await appStore()).documents,
  prober: () => newEngine({ find: (model) => servedList.find(model) })
});

/** An engine for the models of the list, made when it is first needed. */
export function servedEngine(): () => Promise<ServedEngine> {
  let engine: Promise<ServedEngine> | undefined;
  return () =>
    (engine ??= newEngine({
      find: (model) => servedList.find(model),
      onLoaded: (loaded, { url }) => servedList.keep(loaded, url),
      onWait: (wait) => (servedList.waiting = wait)
    }));
}

/** Whoever asks no server need not fetch what asks them, nor what goes wrong with them in words. */
async function newEngine(services: ServedEngineServices): Promise<ServedEngine> {
  const [{ ServedEngine: Engine }] = await Promise.all([
    import('../../../run/servedHere/servedEngine.ts'),
    import('../../messages/servers.ts')
  ]);
  return new Engine(services);
}
