package dev.jerboa.shell.repl;

import dev.jerboa.shell.repl.live.Live;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes snippets end when they should: every loop looks for an interrupt, and {@code System.exit}
 * unwinds the snippet instead of ending the process under an open lab.
 */
final class SnippetWeaver {
  private static final ClassDesc LIVE = ClassDesc.of(Live.class.getName());
  private static final MethodTypeDesc TAKES_INT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

  /** The classes of all snippets so far: no class loader finds them while frames are computed. */
  private final Map<ClassDesc, ClassHierarchyInfo> snippets = new HashMap<>();

  private final ClassFile classFile =
      ClassFile.of(
          ClassHierarchyResolverOption.of(
              ((ClassHierarchyResolver) snippets::get)
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  /** Makes a class known; to be called for all classes of a batch before the first is woven. */
  void learn(byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    ClassHierarchyInfo info =
        model.flags().has(AccessFlag.INTERFACE)
            ? ClassHierarchyInfo.ofInterface()
            : ClassHierarchyInfo.ofClass(
                model.superclass().map(ClassEntry::asSymbol).orElse(ConstantDescs.CD_Object));
    snippets.put(model.thisClass().asSymbol(), info);
  }

  byte[] weave(byte[] bytes) {
    return classFile.transformClass(
        classFile.parse(bytes),
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Weaving::new)));
  }

  /** The weaving of one method. */
  private static final class Weaving implements CodeTransform {
    private final Set<Label> passed = new HashSet<>();

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      switch (element) {
        case LabelTarget target -> {
          passed.add(target.label());
          code.with(target);
        }
        case BranchInstruction branch when passed.contains(branch.target()) ->
            code.invokestatic(LIVE, "checkpoint", ConstantDescs.MTD_void).with(branch);
        case InvokeInstruction call when isExit(call) -> code.invokestatic(LIVE, "exit", TAKES_INT);
        default -> code.with(element);
      }
    }

    private static boolean isExit(InvokeInstruction call) {
      return call.opcode() == Opcode.INVOKESTATIC
          && call.owner().asInternalName().equals("java/lang/System")
          && call.name().equalsString("exit");
    }
  }
}
