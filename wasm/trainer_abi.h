#ifndef TRAINER_ABI_H
#define TRAINER_ABI_H

/* The C interface of the trainer's wasm module, which is loaded only where something is to be trained.
 *
 * The module imports nothing and exports these functions and `memory`. It holds one training run.
 *
 *   _initialize()                           once, before anything else (WASI's name for it)
 *   trainer_create(...)                     random weights from a seed
 *   trainer_run(k)                          k steps, or fewer to the end
 *   trainer_loss(), trainer_held_out_loss() how well it does
 *   trainer_parameter_address(id)           the weights as they are now, to copy out
 *
 * The same seed and settings give the same weights, whatever lies between the steps.
 * Calls that can fail return a status (0 is success) and leave a sentence for trainer_message(). A call that failed has
 * changed nothing, but that steps that trainer_run did before the one that failed stay done. */

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Rises when the meaning of any call below changes. */
#define TRAINER_ABI_VERSION 2
uint32_t trainer_abi_version(void);

/* Begins a run, and forgets the one before. `n_heads` is 1, 2 or 4; the heads share d_model between
 * them, so each has d_model / n_heads components. `learning_rate` is the one at the schedule's peak, at most 1.
 * Errors: 1 and the trainer's own (a setting that means nothing). */
int32_t trainer_create(uint32_t seed, float learning_rate, uint32_t n_heads, uint32_t steps);

/* The learning rate that the committed model was trained with, and a number of steps that a page has time for: the
 * committed model took more steps of the same program, with settings of its own (brief_settings in trainer.hpp). */
float trainer_default_learning_rate(void);
uint32_t trainer_default_steps(void);

/* Does up to `count` steps. Errors: 5 (nothing created yet), and divergence, after which the weights are those of the
 * last good step, all of them finite, and asking again fails again. */
int32_t trainer_run(uint32_t count);

uint32_t trainer_steps_done(void);

/* Mean -log p(next word) in nats: of the last step's sentences before that step, and of a fixed sample of sentences
 * that are never trained on. NaN where there is none yet. */
double trainer_loss(void);
double trainer_held_out_loss(void);

/* A size of the model, by number of attention::Axis; n_tokens is 0. 0 before trainer_create. */
uint32_t trainer_extent(uint32_t axis);

/* Address and number of float32 elements of a parameter, by number of attention::TensorId; 0 for any other tensor and
 * before trainer_create. The address holds until the next trainer_create. */
uint32_t trainer_parameter_address(uint32_t tensor_id);
uint32_t trainer_parameter_size(uint32_t tensor_id);

/* The words of the vocabulary in id order, separated by single spaces: UTF-8 with a closing NUL. */
const char* trainer_vocabulary(void);

/* The sentence of the last call that failed, UTF-8 with a closing NUL; empty if none did. */
const char* trainer_message(void);

#ifdef __cplusplus
}
#endif

#endif
