package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTest {
  private static final class Net extends Module {
    final Linear fc1 = registerModule("fc1", new Linear(3, 2));
    final Parameter scale = registerParameter("scale", Tensor.ones(1));
    final Sequential tail = registerModule("tail", new Sequential(new ReLU(), new Linear(2, 1)));

    @Override
    public Tensor forward(Tensor x) {
      return tail.forward(fc1.forward(x).mul(scale));
    }
  }

  @Test
  void parametersAreNamedByTheWayToThem() {
    Net net = new Net();
    assertThat(net.namedParameters().keySet())
        .containsExactly("scale", "fc1.weight", "fc1.bias", "tail.1.weight", "tail.1.bias");
    assertThat(net.parameters())
        .containsExactlyElementsOf(net.namedParameters().values())
        .allMatch(Tensor::requiresGrad);
  }

  @Test
  void aSharedParameterIsListedOnce() {
    Linear shared = new Linear(2, 2);
    Sequential net = new Sequential(shared, shared);
    assertThat(net.parameters()).hasSize(2);
    assertThat(net.namedParameters().keySet()).containsExactly("0.weight", "0.bias");
    assertThat(net.stateDict().keySet())
        .containsExactly("0.weight", "0.bias", "1.weight", "1.bias");
  }

  @Test
  void gradientsOfAllParts() {
    GradCheck.check(new Net(), Tensor.randn(new Generator(1), 4, 3));
  }

  @Test
  void zeroGrad() {
    Net net = new Net();
    net.forward(Tensor.ones(4, 3)).sum().backward();
    assertThat(net.parameters()).allMatch(p -> p.grad() != null);
    net.zeroGrad(false);
    assertThat(net.parameters()).allMatch(p -> p.grad().square().sum().item() == 0);
    net.zeroGrad();
    assertThat(net.parameters()).allMatch(p -> p.grad() == null);
  }

  @Test
  void trainAndEvalReachAllParts() {
    Net net = new Net();
    assertThat(net.isTraining()).isTrue();
    net.eval();
    assertThat(net.tail.isTraining()).isFalse();
    net.train();
    assertThat(net.tail.isTraining()).isTrue();
  }

  @Test
  void stateDictGoesFromOneToAnother() {
    Net from = new Net();
    Net to = new Net();
    Map<String, Tensor> state = from.stateDict();
    assertThat(state.values()).noneMatch(Tensor::requiresGrad);
    to.loadStateDict(state);
    Tensor x = Tensor.randn(new Generator(2), 5, 3);
    assertThat(to.forward(x).toArray()).isEqualTo(from.forward(x).toArray());
    state.get("scale").addi(1);
    assertThat(from.scale.item()).isEqualTo(2f);
    assertThat(to.scale.item()).isEqualTo(1f);
  }

  @Test
  void stateDictThatDoesntFitLoadsNothing() {
    Net net = new Net();
    Map<String, Tensor> state = new LinkedHashMap<>();
    net.stateDict().forEach((name, values) -> state.put(name, Tensor.zeros(values.shape())));
    state.remove("fc1.bias");
    state.put("fc9.weight", Tensor.zeros(1));
    state.put("scale", Tensor.zeros(2));
    assertThatThrownBy(() -> net.loadStateDict(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Error(s) in loading state_dict for Net:\n"
                + "\tMissing key(s) in state_dict: \"fc1.bias\". \n"
                + "\tUnexpected key(s) in state_dict: \"fc9.weight\". \n"
                + "\tsize mismatch for scale: copying a param with shape torch.Size([2]) from"
                + " checkpoint, the shape in current model is torch.Size([1]).");
    assertThat(net.scale.item()).isEqualTo(1f);
    assertThat(net.fc1.weight().square().sum().item()).isPositive();
  }

  @Test
  void namesThatDontWork() {
    final class Bad extends Module {
      void tryName(String name) {
        registerParameter(name, Tensor.ones(1));
      }
    }
    Bad bad = new Bad();
    bad.tryName("a");
    assertThatThrownBy(() -> bad.tryName("a")).hasMessageStartingWith("attribute 'a' already");
    assertThatThrownBy(() -> bad.tryName("a.b"))
        .hasMessageStartingWith("parameter name can't contain \".\", got: a.b");
    assertThatThrownBy(() -> bad.tryName(""))
        .hasMessageStartingWith("parameter name can't be empty string");
    assertThatThrownBy(() -> bad.forward(Tensor.ones(1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("Module [Bad] is missing the required \"forward\" function");
  }

  @Test
  void aParameterIsALeaf() {
    final class Bad extends Module {
      Bad(Tensor values) {
        registerParameter("w", values);
      }
    }
    Tensor computed = Tensor.ones(1).requiresGrad(true).mul(2);
    assertThatThrownBy(() -> new Bad(computed))
        .hasMessageStartingWith("Cannot assign non-leaf Tensor to parameter 'w'");
    assertThat(new Bad(computed.detach()).parameters()).hasSize(1);
  }

  @Test
  void printsItsParts() {
    assertThat(new Net().toString())
        .isEqualTo(
            "Net(\n"
                + "  (fc1): Linear(in_features=3, out_features=2, bias=True)\n"
                + "  (tail): Sequential(\n"
                + "    (0): ReLU()\n"
                + "    (1): Linear(in_features=2, out_features=1, bias=True)\n"
                + "  )\n"
                + ")");
    assertThat(new Net().scale.toString())
        .isEqualTo("Parameter containing:\ntensor([1.], requires_grad=True)");
  }

  private static final class Open extends Module {
    void module(String name, Module module) {
      registerModule(name, module);
    }

    void parameter(String name, Tensor values) {
      registerParameter(name, values);
    }
  }

  @Test
  void nullIsNoPart() {
    Open open = new Open();
    assertThatThrownBy(() -> open.module("a", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("null is not a Module subclass")
        .hasMessageContaining("'a' in Open");
    assertThatThrownBy(() -> open.parameter("w", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot assign 'null' object to parameter 'w'");
    assertThatThrownBy(() -> open.module(null, new ReLU()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("module name should be a string. Got null");
    assertThatThrownBy(() -> open.parameter(null, Tensor.ones(1)))
        .hasMessageStartingWith("parameter name should be a string. Got null");
    assertThatThrownBy(() -> new Sequential(new ReLU(), null))
        .hasMessageStartingWith("null is not a Module subclass")
        .hasMessageContaining("'1' in Sequential");
    assertThat(open.parameters()).isEmpty();
    assertThat(open.toString()).isEqualTo("Open()");
  }

  @Test
  void aModuleIsNotInsideItself() {
    Open outer = new Open();
    Open inner = new Open();
    outer.module("inner", inner);
    assertThatThrownBy(() -> outer.module("self", outer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a module can't be inside itself");
    assertThatThrownBy(() -> inner.module("outer", outer))
        .hasMessageContaining("a module can't be inside itself");
    outer.module("again", inner);
    assertThat(outer.parameters()).isEmpty();
  }

  @Test
  void anAnonymousModuleHasTheNameOfWhatItExtends() {
    Module identity =
        new Module() {
          @Override
          public Tensor forward(Tensor x) {
            return x;
          }
        };
    assertThat(new Sequential(identity).toString()).isEqualTo("Sequential(\n  (0): Module()\n)");
    MSELoss loss = new MSELoss() {};
    assertThat(loss.toString()).isEqualTo("MSELoss()");
    assertThatThrownBy(() -> loss.forward(Tensor.ones(1)))
        .hasMessageStartingWith("MSELoss.forward");
    assertThatThrownBy(() -> new Module() {}.forward(Tensor.ones(1)))
        .hasMessageStartingWith("Module [Module] is missing");
    assertThatThrownBy(() -> new Module() {}.loadStateDict(Map.of("w", Tensor.ones(1))))
        .hasMessageStartingWith("Error(s) in loading state_dict for Module:");
  }
}
