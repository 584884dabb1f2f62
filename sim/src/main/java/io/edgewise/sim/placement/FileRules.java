package io.edgewise.sim.placement;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges operators of files: by the rules that hold for layers too, {@link MappedOperators}, and by
 * those on versions, tensors and scales, which only a file has.
 */
public final class FileRules {

  /** The rules stand in the order in which somebody would have to heed them. */
  private static final List<Function<FileOperator, @Nullable Judgement>> RULES =
      List.of(
          KindRules::custom,
          CompilerVersions::judge,
          FileRules::mapped,
          TensorRules::dynamicShape,
          TensorRules::computedParameter,
          TensorRules::type,
          TensorRules::extents,
          KindRules::fused,
          KindRules::slopes,
          KindRules::batchMean,
          FileRules::form,
          KindRules::transpose,
          KindRules::size,
          QuantizationRules::bias,
          QuantizationRules::zeroPoints,
          QuantizationRules::sameScale);

  private FileRules() {}

  /** The first rule that puts it on the host, or else the first that leaves it open, decides. */
  public static Judgement judge(FileOperator operator) {
    if (operator.isCompiled()) {
      return Judgement.DEVICE;
    }
    List<Judgement> found =
        RULES.stream().map(rule -> rule.apply(operator)).filter(Objects::nonNull).toList();
    return found.stream()
        .filter(Judgement::isHost)
        .findFirst()
        .orElse(found.isEmpty() ? Judgement.DEVICE : found.get(0));
  }

  /** A kind that is not mapped at all comes before what is wrong with its tensors. */
  private static @Nullable Judgement mapped(FileOperator operator) {
    return MappedOperators.isMapped(operator.kind()) ? null : form(operator);
  }

  private static @Nullable Judgement form(FileOperator operator) {
    Judgement judgement = MappedOperators.judge(operator);
    return judgement.equals(Judgement.DEVICE) ? null : judgement;
  }
}
