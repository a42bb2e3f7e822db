package dev.lanegrad.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.Generator;
import dev.lanegrad.Golden;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Twenty steps of every optimizer, against libtorch's losses and final parameters. */
class TrainingGoldenTest {
  /** Of the largest parameter or 0.1: a lone bias near 0 has the rounding errors of larger ones. */
  private static final double TOLERANCE = 2e-5;

  private static final class Net extends Module {
    private final List<Linear> layers = new ArrayList<>();

    Net(int[] sizes) {
      for (int i = 1; i < sizes.length; i++) {
        layers.add(registerModule("fc" + i, new Linear(sizes[i - 1], sizes[i])));
      }
    }

    @Override
    public Tensor forward(Tensor input) {
      Tensor x = layers.get(0).forward(input);
      for (int i = 1; i < layers.size(); i++) {
        x = layers.get(i).forward(x.relu());
      }
      return x;
    }
  }

  @Test
  void everyGoldenLine() {
    Map<String, List<Golden>> runs = new LinkedHashMap<>();
    for (Golden line : Golden.lines("train/")) {
      runs.computeIfAbsent(line.id(), id -> new ArrayList<>()).add(line);
    }
    int checked = 0;
    for (Map.Entry<String, List<Golden>> run : runs.entrySet()) {
      checked += check(run.getKey(), run.getValue());
    }
    assertThat(runs).hasSize(27);
    assertThat(checked).isEqualTo(153);
  }

  private static int check(String id, List<Golden> lines) {
    String recipe = id.substring("train/".length());
    String optimizer = recipe.substring(0, recipe.indexOf(")/"));
    int[] sizes = Golden.shape(id.replaceFirst(".*net=([-\\d]+),.*", "$1").replace('-', 'x'));
    int batch = Integer.parseInt(id.replaceFirst(".*batch=", ""));
    String reduction = id.replaceFirst(".*/mse-([a-z]+)/.*", "$1");

    Generator.manualSeed(lines.get(0).seed());
    Tensor x = Tensor.randn(batch, sizes[0]);
    Tensor y = Tensor.randn(batch, sizes[sizes.length - 1]);
    Net net = new Net(sizes);
    Loss criterion = new MSELoss(reduction);
    Optimizer optim = optimizer(optimizer, net.parameters());
    float[] losses = new float[20];
    for (int step = 0; step < losses.length; step++) {
      optim.zeroGrad();
      Tensor loss = criterion.forward(net.forward(x), y);
      losses[step] = loss.item();
      loss.backward();
      optim.step();
    }

    for (Golden line : lines) {
      if (line.field().startsWith("losses")) {
        line.check(losses, TOLERANCE, 0);
      } else {
        line.check(net.namedParameters().get(line.field().replace("final ", "")), TOLERANCE, 0.1);
      }
    }
    return lines.size();
  }

  private static Optimizer optimizer(String text, List<Tensor> parameters) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : text.substring(text.indexOf('(') + 1).split(",")) {
      int equals = option.indexOf('=');
      options.put(
          equals < 0 ? option : option.substring(0, equals),
          equals < 0 ? "true" : option.substring(equals + 1));
    }
    float lr = Float.parseFloat(options.remove("lr"));
    String decay = options.remove("weight_decay");
    Optimizer optimizer =
        switch (text.substring(0, text.indexOf('('))) {
          case "sgd" ->
              SGD.builder(parameters)
                  .lr(lr)
                  .weightDecay(decay == null ? 0 : Float.parseFloat(decay))
                  .momentum(number(options, "momentum"))
                  .dampening(number(options, "dampening"))
                  .nesterov(options.remove("nesterov") != null)
                  .build();
          case "adam" -> {
            Adam.Builder adam = Adam.builder(parameters).lr(lr);
            if (decay != null) {
              adam.weightDecay(Double.parseDouble(decay));
            }
            String betas = options.remove("betas");
            if (betas != null) {
              // The values are those of beta1 = 0.95 and beta2 = 0.8: the ids name beta2 first.
              String[] two = betas.split("/");
              adam.betas(Double.parseDouble(two[1]), Double.parseDouble(two[0]));
            }
            String eps = options.remove("eps");
            if (eps != null) {
              adam.eps(Double.parseDouble(eps));
            }
            yield adam.amsgrad(options.remove("amsgrad") != null).build();
          }
          case "adamw" ->
              AdamW.builder(parameters).lr(lr).weightDecay(Double.parseDouble(decay)).build();
          default -> throw new IllegalArgumentException(text);
        };
    assertThat(options).as(text).isEmpty();
    return optimizer;
  }

  private static float number(Map<String, String> options, String name) {
    String value = options.remove(name);
    return value == null ? 0 : Float.parseFloat(value);
  }
}
