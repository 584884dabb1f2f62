package io.edgewise.jobs.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.zeppelin.display.GUI;
import org.apache.zeppelin.display.ui.OptionInput.ParamOption;
import org.apache.zeppelin.interpreter.ZeppelinContext;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The value {@code z} of a Scala paragraph: Zeppelin's own forms, with what its Spark interpreter,
 * which is not published, adds to them for Scala's collections.
 */
public final class Forms extends ZeppelinContext {

  Forms() {
    super(null, 1000);
  }

  /** Fills the forms of the next paragraph. */
  void choose(Map<String, Object> values) {
    GUI forms = new GUI();
    forms.setParams(new HashMap<>(values));
    setGui(forms);
  }

  /** Lets one of the options be chosen. */
  public Object select(String name, Seq<Tuple2<Object, String>> options, Object preset) {
    return select(name, params(options), preset);
  }

  /** Lets any of the options be chosen. */
  public Seq<Object> checkbox(
      String name, Seq<Tuple2<Object, String>> options, Seq<Object> preset) {
    return JavaConverters.asScalaBuffer(
        checkbox(name, params(options), new ArrayList<>(JavaConverters.seqAsJavaList(preset))));
  }

  private static ParamOption[] params(Seq<Tuple2<Object, String>> options) {
    return JavaConverters.seqAsJavaList(options).stream()
        .map(option -> new ParamOption(option._1(), option._2()))
        .toArray(ParamOption[]::new);
  }

  @Override
  public Map<String, String> getInterpreterClassMap() {
    return Map.of();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Zeppelin declares it
  public List<Class> getSupportedClasses() {
    return List.of();
  }

  @Override
  public String showData(Object data, int rows) {
    return String.valueOf(data);
  }
}
