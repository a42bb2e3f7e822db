package dev.lanegrad.bench;

import static dev.lanegrad.nn.Functional.relu;

import dev.lanegrad.Generator;
import dev.lanegrad.NoGrad;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.nn.ReducedLoss;
import dev.lanegrad.nn.Reduction;
import dev.lanegrad.optim.SGD;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * The article on how PyTorch's loss functions are built, step by step: it prints what the article
 * printed.
 *
 * <p>The article shows numbers of two networks of one random stream, the first and the seventh that
 * were made after {@code manual_seed(1)}.
 */
public final class Article {
  private static final float LEARNING_RATE = 0.01f;

  /** Networks made between the first that the article shows and the second. */
  private static final int SKIPPED = 5;

  private final PrintStream out;

  private Article(PrintStream out) {
    this.out = out;
  }

  /** Walks through the article. */
  public static void run(PrintStream out) {
    new Article(out).run();
  }

  /** The article's network: 32 inputs, 16 hidden units, one output. */
  private static final class Net extends Module {
    final Linear fc1 = registerModule("fc1", new Linear(32, 16));
    final Linear fc2 = registerModule("fc2", new Linear(16, 1));

    @Override
    public Tensor forward(Tensor x) {
      return fc2.forward(relu(fc1.forward(x)));
    }
  }

  /** A loss of one's own, built as {@link MSELoss} is. */
  private static final class MyMSELoss extends ReducedLoss {
    MyMSELoss() {
      super(null, null, Reduction.MEAN);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
      return Functional.mseLoss(input, target, reduction());
    }
  }

  private void run() {
    title("1. Use: a criterion, a loss, backward");
    out.println("criterion = new MSELoss(); loss = criterion.forward(outputs, targets);");
    out.println("loss.backward();");

    Generator.manualSeed(1);
    Tensor inputs = Tensor.randn(10, 32);
    Tensor targets = Tensor.randn(10).view(1, -1);
    Net net = new Net();

    title("2. The network");
    out.println(net);
    title("3. Its parameters");
    List<Tensor> parameters = net.parameters();
    parameters.forEach(p -> out.println(Arrays.toString(p.shape())));
    title("4. Inputs and targets");
    out.println(Arrays.toString(inputs.shape()));
    out.println(targets);
    title("5. Outputs");
    Tensor outputs = net.forward(inputs).view(1, -1);
    out.println(outputs);
    title("6. The loss");
    out.println(new MSELoss().forward(outputs, targets));

    for (int i = 0; i < SKIPPED; i++) {
      new Net();
    }
    Net seventh = new Net();
    continueWith(seventh, inputs, targets);
  }

  private void continueWith(Net net, Tensor inputs, Tensor targets) {
    Loss criterion = new MSELoss();
    title("7. Backward (from here on the seventh network, as in the article)");
    out.println(net.parameters().get(1));
    net.zeroGrad();
    out.println("fc2.weight.grad before: " + net.fc2.weight().grad());
    loss(net, criterion, inputs, targets).backward();
    out.println("fc2.weight.grad after:");
    out.println(net.fc2.weight().grad());

    title("8. Update by hand");
    updateByHand(net);
    out.println(loss(net, criterion, inputs, targets));

    title("9. Update by SGD");
    SGD optimizer = new SGD(net.parameters(), LEARNING_RATE);
    out.println(step(net, criterion, optimizer, inputs, targets));

    title("10. The structure of MSELoss: a constructor, and forward over Functional.mseLoss");
    out.println(step(net, new MyMSELoss(), optimizer, inputs, targets));

    title("11. Losses of your own: a lambda, and a plain function");
    Loss lambda =
        (o, t) -> {
          Functional.checkSameShape(o, t);
          return o.sub(t).square().mean();
        };
    out.println(step(net, lambda, optimizer, inputs, targets));
    out.println(step(net, Functional::mseLoss, optimizer, inputs, targets));
  }

  private static Tensor loss(Net net, Loss criterion, Tensor inputs, Tensor targets) {
    return criterion.forward(net.forward(inputs).view(1, -1), targets);
  }

  @SuppressWarnings("try")
  private static void updateByHand(Net net) {
    try (var off = NoGrad.enter()) {
      for (Tensor p : net.parameters()) {
        p.subi(p.grad().mul(LEARNING_RATE));
      }
    }
  }

  /** One step of training; the loss after it. */
  private static Tensor step(
      Net net, Loss criterion, SGD optimizer, Tensor inputs, Tensor targets) {
    optimizer.zeroGrad();
    loss(net, criterion, inputs, targets).backward();
    optimizer.step();
    return loss(net, criterion, inputs, targets);
  }

  private void title(String title) {
    out.println();
    out.println("--- " + title);
  }
}
