/** Tells the other tabs that stored data was deleted, or brought back, behind their backs. */
const STORED = 'valueshift-stored';

export function announceStored(): void {
  const channel = new BroadcastChannel(STORED);
  channel.postMessage('changed');
  channel.close();
}

/** Hears it from other tabs; call the result to listen no more. */
export function onStoredElsewhere(listener: () => void): () => void {
  const channel = new BroadcastChannel(STORED);
  channel.onmessage = listener;
  return () => channel.close();
}
