package dev.lanegrad;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What decides, beside values, which operations some code runs. */
final class Conditions {
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Gradient> gradients = new ArrayList<>();
  private final List<BooleanSupplier> questions = new ArrayList<>();
  private final List<Boolean> answers = new ArrayList<>();

  /** Whether a tensor requires a gradient, and where that gathers. */
  void watch(Tensor tensor) {
    for (int i = 0; i < tensors.size(); i++) {
      if (tensors.get(i) == tensor) {
        return;
      }
    }
    tensors.add(tensor);
    gradients.add(tensor.gradient);
  }

  /** What a question is answered, such as whether a module is being trained. */
  void watch(BooleanSupplier question) {
    questions.add(question);
    answers.add(question.getAsBoolean());
  }

  /** Whether every tensor has the gradient that it had: once changed, that doesn't come back. */
  boolean sameGradients() {
    for (int i = 0; i < tensors.size(); i++) {
      if (tensors.get(i).gradient != gradients.get(i)) {
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
