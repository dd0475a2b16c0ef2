import { serve } from '../workers/serve.ts';
import { Engine } from './engine.ts';
import { handOnFailures } from './failedSessions.ts';

handOnFailures();
// Registration only: the engine is a plain class.
serve(new Engine());
