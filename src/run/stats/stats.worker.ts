import { serve } from '../../workers/serve.ts';
import { Analysis } from './analysis.ts';

serve(new Analysis());
