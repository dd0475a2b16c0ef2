import { serve } from '../../workers/serve.ts';
import { ServedService } from './servedService.ts';

// Registration only. Its file has a policy of its own: this computer's servers, nothing else.
serve(new ServedService());
