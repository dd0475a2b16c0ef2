import common from './en/study.json';
import edit from './en/study.edit.json';
import overview from './en/study.overview.json';
import paper from './en/study.paper.json';
import plan from './en/study.plan.json';
import results from './en/study.results.json';

/** All that the pages of a study say; what several of them say is in `study.json`. */
export const study = { ...common, ...overview, ...edit, ...paper, ...plan, ...results };
