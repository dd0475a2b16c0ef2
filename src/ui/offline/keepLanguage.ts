import { tell } from './askWorker.ts';

/** Has the service worker keep all parts of a language, so that it can be read offline. */
export function keepLanguage(code: string): void {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  // Where no worker is ever registered, this waits for ever, and nothing is lost.
  void container?.ready.then(({ active }) => active && tell(active, `language ${code}`));
}
