import { serve } from '../../workers/serve.ts';
import { Importer } from './importer.ts';

serve(new Importer());
