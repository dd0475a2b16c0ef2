import type { BuildList } from './list.ts';

/**
 * The part of a service worker's world that ours uses: TypeScript's own declarations of it do not
 * go together with those of a page.
 */
export interface ServiceWorkerScope {
  /** Stands before the worker's code (workerText.ts). */
  readonly BUILD_LIST: BuildList;
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window' }): Promise<readonly WindowClient[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LateEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: LateMessage) => void): void;
}

/** An event that keeps the worker awake until a promise settles. */
interface LateEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

type LateMessage = MessageEvent & LateEvent;

export interface FetchEvent extends LateEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface WindowClient {
  postMessage(message: unknown): void;
}
