import { addMessages } from '../i18n.ts';
import glossary from './en/glossary.json';

addMessages({ glossary });
