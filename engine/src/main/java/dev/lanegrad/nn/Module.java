package dev.lanegrad.nn;

import dev.lanegrad.NoGrad;
import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A part of a network: a function with parameters of its own and modules inside, each by name.
 *
 * <pre>{@code
 * class Net extends Module {
 *   final Linear fc1 = registerModule("fc1", new Linear(32, 16));
 *   final Linear fc2 = registerModule("fc2", new Linear(16, 1));
 *
 *   @Override public Tensor forward(Tensor x) {
 *     return fc2.forward(relu(fc1.forward(x)));
 *   }
 * }
 * }</pre>
 *
 * <p>A parameter's full name is the way to it: {@code fc1.weight}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html">
 *     torch.nn.Module</a>
 */
public abstract class Module {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();

  /** The values of both maps, for loops that should make no garbage. */
  private final List<Parameter> ownParameters = new ArrayList<>();

  private final List<Module> ownChildren = new ArrayList<>();

  private boolean training = true;

  /** A module without parameters or modules inside. */
  protected Module() {}

  /**
   * The output of the module.
   *
   * @throws UnsupportedOperationException unless a subclass says what it is
   */
  public Tensor forward(Tensor input) {
    throw new UnsupportedOperationException(
        "Module ["
            + className(this)
            + "] is missing the required \"forward\" function. Override forward(Tensor).");
  }

  /**
   * Puts a module inside this one.
   *
   * @return the module
   * @throws IllegalArgumentException for null, for a name that is empty, has a dot or is taken, and
   *     for this module itself or one that this module is inside of
   */
  protected final <M extends Module> M registerModule(String name, M module) {
    check("module", name);
    if (module == null) {
      throw new IllegalArgumentException(
          "null is not a Module subclass. The module to register as '"
              + name
              + "' in "
              + className(this)
              + " is null: was its field assigned before?");
    }
    if (((Module) module).contains(this)) {
      throw new IllegalArgumentException(
          "cannot register "
              + className(module)
              + " as '"
              + name
              + "' inside "
              + className(this)
              + ": a module can't be inside itself, for a walk through its parameters would never"
              + " end.");
    }
    children.put(name, module);
    ownChildren.add(module);
    return module;
  }

  /**
   * Makes a tensor a parameter of this module.
   *
   * @param values shared by the parameter
   * @return the parameter
   * @throws IllegalArgumentException for null, for a name that is empty, has a dot or is taken, and
   *     for a tensor that was computed from others that require a gradient
   */
  protected final Parameter registerParameter(String name, Tensor values) {
    check("parameter", name);
    if (values == null) {
      throw new IllegalArgumentException(
          "cannot assign 'null' object to parameter '"
              + name
              + "' (torch.nn.Parameter required). Leave a parameter that "
              + className(this)
              + " doesn't have unregistered.");
    }
    if (!values.isLeaf()) {
      throw new IllegalArgumentException(
          "Cannot assign non-leaf Tensor to parameter '"
              + name
              + "'. Model parameters must be created explicitly. To express '"
              + name
              + "' as a function of another Tensor, compute the value in the forward() method; to"
              + " take only its values, register detach().");
    }
    Parameter parameter = values instanceof Parameter ? (Parameter) values : new Parameter(values);
    parameters.put(name, parameter);
    ownParameters.add(parameter);
    return parameter;
  }

  private boolean contains(Module module) {
    return module == this || ownChildren.stream().anyMatch(child -> child.contains(module));
  }

  /**
   * The simple name of a module's class; of one that has none, such as {@code new Module() {}},
   * that of the class that it extends.
   */
  static String className(Object module) {
    Class<?> type = module.getClass();
    while (type.isAnonymousClass()) {
      type = type.getSuperclass();
    }
    return type.getSimpleName();
  }

  private void check(String kind, String name) {
    if (name == null) {
      throw new IllegalArgumentException(
          kind + " name should be a string. Got null. Give one, as in fc1.");
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          kind + " name can't be empty string \"\". Give one, as in fc1.");
    }
    if (name.contains(".")) {
      throw new IllegalArgumentException(
          kind
              + " name can't contain \".\", got: "
              + name
              + ". The dot separates the names of modules inside one another.");
    }
    if (parameters.containsKey(name) || children.containsKey(name)) {
      throw new IllegalArgumentException(
          "attribute '" + name + "' already exists. Give each part of a module its own name.");
    }
  }

  /** All parameters, this module's own first, each once. */
  public final List<Tensor> parameters() {
    List<Tensor> list = new ArrayList<>();
    collect(list, Collections.newSetFromMap(new IdentityHashMap<>()));
    return list;
  }

  private void collect(List<Tensor> list, Set<Tensor> seen) {
    for (Parameter parameter : ownParameters) {
      if (seen.add(parameter)) {
        list.add(parameter);
      }
    }
    for (Module child : ownChildren) {
      child.collect(list, seen);
    }
  }

  /** All parameters by their full names, in the order of {@link #parameters}. */
  public final Map<String, Tensor> namedParameters() {
    Map<String, Tensor> map = new LinkedHashMap<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    visit(
        "",
        (name, parameter) -> {
          if (seen.add(parameter)) {
            map.put(name, parameter);
          }
        });
    return map;
  }

  /** Forgets all gradients: {@link Tensor#grad} is null until the next backward. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Forgets all gradients, or fills them with zeros unless {@code setToNone}. */
  public final void zeroGrad(boolean setToNone) {
    for (int i = 0; i < ownParameters.size(); i++) {
      ownParameters.get(i).zeroGrad(setToNone);
    }
    for (int i = 0; i < ownChildren.size(); i++) {
      ownChildren.get(i).zeroGrad(setToNone);
    }
  }

  /** Tells this module and those inside that they are being trained, as they are at first. */
  public final Module train() {
    return train(true);
  }

  /** Tells this module and those inside that they are in use. */
  public final Module eval() {
    return train(false);
  }

  private Module train(boolean training) {
    this.training = training;
    ownChildren.forEach(child -> child.train(training));
    return this;
  }

  /** Whether the module is being trained. */
  public final boolean isTraining() {
    Recording recording = Recording.current();
    if (recording != null) {
      recording.dependsOn(() -> training);
    }
    return training;
  }

  /** All parameters by their full names: tensors without history that share the values. */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    visit("", (name, parameter) -> state.put(name, parameter.detach()));
    return state;
  }

  /**
   * Takes the values of a {@link #stateDict}, all or none of them.
   *
   * @throws IllegalArgumentException if a name is missing or unknown, or a shape is another
   */
  @SuppressWarnings("try")
  public final void loadStateDict(Map<String, ? extends Tensor> state) {
    Map<String, Tensor> own = stateDict();
    List<String> missing = new ArrayList<>();
    List<String> mismatches = new ArrayList<>();
    own.forEach(
        (name, parameter) -> {
          Tensor values = state.get(name);
          if (values == null) {
            missing.add(name);
          } else if (!Arrays.equals(values.shape(), parameter.shape())) {
            mismatches.add(
                "size mismatch for "
                    + name
                    + ": copying a param with shape torch.Size("
                    + Arrays.toString(values.shape())
                    + ") from checkpoint, the shape in current model is torch.Size("
                    + Arrays.toString(parameter.shape())
                    + ").");
          }
        });
    List<String> unexpected = new ArrayList<>(state.keySet());
    unexpected.removeAll(own.keySet());
    List<String> errors = new ArrayList<>();
    if (!missing.isEmpty()) {
      errors.add("Missing key(s) in state_dict: " + quoted(missing) + ". ");
    }
    if (!unexpected.isEmpty()) {
      errors.add("Unexpected key(s) in state_dict: " + quoted(unexpected) + ". ");
    }
    errors.addAll(mismatches);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(
          "Error(s) in loading state_dict for "
              + className(this)
              + ":\n\t"
              + String.join("\n\t", errors)
              + "\nNothing was loaded: the names and shapes must be those of stateDict().");
    }
    try (NoGrad off = NoGrad.enter()) {
      own.forEach((name, parameter) -> parameter.copyi(state.get(name)));
    }
  }

  private static String quoted(List<String> names) {
    return '"' + String.join("\", \"", names) + '"';
  }

  private void visit(String prefix, BiConsumer<String, Parameter> visitor) {
    parameters.forEach((name, parameter) -> visitor.accept(prefix + name, parameter));
    children.forEach((name, child) -> child.visit(prefix + name + '.', visitor));
  }

  /** What {@link #toString} prints in the parentheses of a module with nothing inside. */
  protected String extraRepr() {
    return "";
  }

  /** The module and those inside, as PyTorch prints them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(className(this)).append('(');
    if (children.isEmpty()) {
      return text.append(extraRepr()).append(')').toString();
    }
    children.forEach(
        (name, child) ->
            text.append("\n  (")
                .append(name)
                .append("): ")
                .append(child.toString().replace("\n", "\n  ")));
    return text.append("\n)").toString();
  }
}
