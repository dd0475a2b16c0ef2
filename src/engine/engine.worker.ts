import { serve } from '../workers/serve.ts';
import { Engine } from './engine.ts';

// Registration only: the engine is a plain class.
serve(new Engine());
