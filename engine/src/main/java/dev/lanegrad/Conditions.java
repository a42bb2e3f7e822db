package dev.lanegrad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What decides, beside values, which operations some code runs. */
final class Conditions {
  /** Arrays, since they are read in every step. */
  private Tensor[] tensors = {};

  private Gradient[] gradients = {};
  private final List<BooleanSupplier> questions = new ArrayList<>();
  private final List<Boolean> answers = new ArrayList<>();

  /** Whether a tensor requires a gradient, and where that gathers. */
  void watch(Tensor tensor) {
    for (Tensor known : tensors) {
      if (known == tensor) {
        return;
      }
    }
    int n = tensors.length;
    tensors = Arrays.copyOf(tensors, n + 1);
    gradients = Arrays.copyOf(gradients, n + 1);
    tensors[n] = tensor;
    gradients[n] = tensor.gradient;
  }

  /** What a question is answered, such as whether a module is being trained. */
  void watch(BooleanSupplier question) {
    questions.add(question);
    answers.add(question.getAsBoolean());
  }

  /** Whether every tensor has the gradient that it had: once changed, that doesn't come back. */
  boolean sameGradients() {
    Gradient[] before = gradients;
    for (int i = 0; i < before.length; i++) {
      if (tensors[i].gradient != before[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether every question is answered as it was. */
  boolean sameAnswers() {
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i).getAsBoolean() != answers.get(i)) {
        return false;
      }
    }
    return true;
  }
}
