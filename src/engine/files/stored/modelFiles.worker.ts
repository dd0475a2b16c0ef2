import { serve } from '../../../workers/serve.ts';
import { ModelFiles } from './modelFiles.ts';

// Registration only: a plain class keeps the models.
serve(new ModelFiles());
