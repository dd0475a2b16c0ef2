import { expose } from 'comlink';
import { Engine } from './engine.ts';

// Registration only: the engine is a plain class.
expose(new Engine());
