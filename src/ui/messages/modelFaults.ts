import { addErrors } from '../i18n.ts';
import damaged from './en/errors.damaged.json';
import loaded from './en/errors.loaded.json';
import kept from './en/errors.models-page.json';
import models from './en/errors.models.json';
import graphs from './en/errors.onnx.json';
import stalled from './en/errors.stalled.json';

// What may go wrong with a model and its files: said where one is loaded, kept or fetched. What is
// said where the connection breaks is in the shell, for then this may not come either.
addErrors({ ...damaged, ...loaded, ...kept, ...models, ...graphs, ...stalled });
