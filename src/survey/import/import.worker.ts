import { expose } from 'comlink';
import { Importer } from './importer.ts';

expose(new Importer());
