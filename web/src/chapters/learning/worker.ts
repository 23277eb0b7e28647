// The thread in which the model is trained.
import { serve } from '../../compute/worker-thread.js';
import { answerLearner } from './learner.js';
import type { LearnerReport, LearnerRequest } from './protocol.js';

serve<LearnerRequest, LearnerReport>(answerLearner);
