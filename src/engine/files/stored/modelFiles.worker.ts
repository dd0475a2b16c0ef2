import { expose } from 'comlink';
import { ModelFiles } from './modelFiles.ts';

// Registration only: a plain class keeps the models.
expose(new ModelFiles());
