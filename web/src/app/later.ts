// What follows the first figure: the other chapters and the elements in them.
import formulas from '../../formulas.tex';
import { Lens } from '../../../wasm/lens.js';
import { chapters } from '../chapters/index.js';
import { provideChapters } from '../chapters/shelf.js';
import { addStyles, define } from '../ui/define.js';
import { ChapterProse } from '../chapters/chapter-prose.js';
import { CostGrowth } from '../chapters/cost/cost-growth.js';
import { CostHead } from '../chapters/cost/cost-head.js';
import { ExplainerFigure } from '../figure-shell/explainer-figure.js';
import { FigureGallery } from '../chapters/your-turn/figure-gallery.js';
import { FigureStills } from '../chapters/figure-stills.js';
import { HeadSwitches } from '../chapters/heads/head-switches.js';
import { laterFigureStyles } from '../figure/mark-styles.js';
import { laterProseStyles } from '../chapters/prose-styles.js';
import { LearningFigure } from '../chapters/learning/learning-figure.js';
import { LearningSettingsForm } from '../chapters/learning/learning-settings.js';
import { NumberField } from '../ui/number-field.js';
import { NumberTable } from '../figure-shell/number-table.js';
import { ParameterCalculator } from '../chapters/counting/parameter-calculator.js';
import { RankSlider } from '../chapters/two-steps/rank-slider.js';
import { RemovalChoice } from '../chapters/your-turn/removal-choice.js';
import { RunSwitches } from '../chapters/weights/run-switches.js';
import { provideFormulas } from '../text/formulas.js';

define({
  'cost-growth': CostGrowth,
  'cost-head': CostHead,
  'figure-gallery': FigureGallery,
  'figure-stills': FigureStills,
  'number-field': NumberField,
  'number-table': NumberTable,
  'parameter-calculator': ParameterCalculator,
  'learning-figure': LearningFigure,
  'learning-settings': LearningSettingsForm,
  'head-switches': HeadSwitches,
  'rank-slider': RankSlider,
  'removal-choice': RemovalChoice,
  'run-switches': RunSwitches,
});
addStyles(ExplainerFigure, laterFigureStyles);
addStyles(ChapterProse, laterProseStyles);
provideFormulas(formulas);
provideChapters(chapters, Lens.instantiate);
