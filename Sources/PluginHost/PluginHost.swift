import Files
import Formats
import Pipeline
import StageKit

/// Programs outside as plugins: finds them, asks them what they have, and makes stages of it.
public struct PluginHost: Sendable {
  /// The variable that names plugins, with colons between them.
  public static let variable = "SONGBOARD_PLUGINS"

  private let cache: AnswerCache
  /// Plugins and folders of plugins that the user names, and where installed ones are.
  private let places: [Place]
  private let vamp: String?
  private let side: HostSide
  private let startsThoseOfPipelines: Bool
  private let pools = PoolList()

  /// Where plugins are looked for.
  struct Place: Sendable {
    let path: String
    /// Whether a person named it: then it must be there, and be well.
    let isNamed: Bool
  }

  /// A host.
  ///
  /// - Parameters:
  ///   - paths: Plugins, or folders of plugins, that the user names; those of the environment and the installed ones are
  ///     found as well.
  ///   - vamp: The program that makes stages of Vamp plugins; `nil` if there is none.
  ///   - startsThoseOfPipelines: Whether plugins that a pipeline names may be started.
  ///   - version: This program's version, which plugins are told.
  ///   - log: Where all goes that plugins write to standard error; failures quote the last lines of it in any case.
  ///   - tell: Takes what plugins warn of when they are at work on no track: sentences, each once.
  public init(
    paths: [String], vamp: String?, startsThoseOfPipelines: Bool, version: String = "", log: OutputFile? = nil,
    cache: AnswerCache = .ofUser, tell: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    side = HostSide(version: version, log: log, tell: tell)
    let named = paths + (Environment[Self.variable] ?? "").split(separator: ":").map(String.init)
    let home = Environment["XDG_DATA_HOME"] ?? Environment["HOME"].map { "\($0)/.local/share" }
    let installed = (home.map { ["\($0)/songboard/plugins"] } ?? []) + ["/usr/lib/songboard/plugins"]
    places =
      named.map { Place(path: $0, isNamed: true) }
      + installed.filter { FileTree.isFolder($0) }.map { Place(path: $0, isNamed: false) }
    self.vamp = vamp
    self.startsThoseOfPipelines = startsThoseOfPipelines
    self.cache = cache
  }

  /// Has all processes end, once the work is done.
  ///
  /// - Returns: What they did that they must not: sentences.
  public func close() -> [String] { pools.close() }

  /// The plugins that the user named, and the installed ones.
  ///
  /// - Parameter tell: Takes what is wrong with an installed one: it stops nothing else.
  /// - Throws: ``Failure`` about one that was named.
  public func plugins(tell: (String) -> Void) throws(Failure) -> [Plugin] {
    var plugins: [Plugin] = []
    for place in places {
      do throws(Failure) {
        for program in try Self.programs(at: place.path) {
          do throws(Failure) {
            let plugin = try plugin(program)
            // One that is named twice, or a copy of it, is one.
            if !plugin.isAmong(plugins) { plugins.append(plugin) }
          } catch {
            guard !place.isNamed else { throw error }
            tell(error.description)
          }
        }
      } catch {
        guard !place.isNamed else { throw error }
        tell(error.description)
      }
    }
    return plugins
  }

  /// The programs at a path: of a plugin itself, or of all that lie in a folder.
  ///
  /// - Throws: ``Failure`` if there is none.
  static func programs(at path: String) throws(Failure) -> [PluginProgram] {
    guard FileTree.isFolder(path), !FileTree.exists("\(path)/\(PluginFile.name)") else {
      return [try PluginFile.program(at: path)]
    }
    let children = FileTree.names(in: path).sorted().map { "\(path)/\($0)" }
    let plugins = children.filter { child in
      FileTree.exists("\(child)/\(PluginFile.name)") || (FileTree.isRegularFile(child) && FileTree.isExecutable(child))
    }
    guard !plugins.isEmpty else {
      throw Failure(
        "\(path): there is no plugin in this folder", remedy: "a plugin is a program, or has \(PluginFile.name)")
    }
    var programs: [PluginProgram] = []
    for plugin in plugins { programs.append(try PluginFile.program(at: plugin)) }
    return programs
  }

  /// The plugin that has the output of a Vamp plugin with an id.
  ///
  /// - Throws: ``Failure`` if it is not installed.
  public func vampPlugin(of id: String) throws(Failure) -> Plugin {
    try plugin(try vampProgram().program(of: id), about: [id])
  }

  /// All outputs of the Vamp plugins that are installed, as a list for people; empty if there is none.
  ///
  /// - Throws: ``Failure`` if the program that knows them is not installed.
  public func vampListing() throws(Failure) -> String {
    String(decoding: try vampProgram().listing(), as: UTF8.self)
  }

  /// What a person is told where no Vamp plugin is installed.
  public static var noVampPluginText: String {
    "no Vamp plugin is installed: there is none in \(VampLibraries.folders.joined(separator: ", ")); "
      + "Debian and Ubuntu have some in the package vamp-examples; VAMP_PATH names other folders"
  }

  private func vampProgram() throws(Failure) -> VampProgram {
    guard let vamp, FileTree.isExecutable(vamp) else {
      throw Failure(
        "the program for Vamp plugins is not there", remedy: "build it: swift build -c release --product songboard-vamp"
      )
    }
    return try VampProgram(at: vamp)
  }

  /// The plugin of a program.
  ///
  /// - Parameters:
  ///   - arguments: What `describe` is asked about; all stages if it is empty.
  ///   - mayAsk: Whether the program may be started before a run.
  /// - Throws: ``Failure`` if it does not tell what it has.
  func plugin(_ program: PluginProgram, about arguments: [String] = [], mayAsk: Bool = true) throws(Failure) -> Plugin {
    let question = ["describe", program.fingerprint] + arguments
    // A remembered answer that is damaged is asked for again.
    if let known = cache.answer(to: question), let description = PluginDescription(of: program, remembered: known) {
      return plugin(description, mayAsk: mayAsk)
    }
    guard mayAsk else {
      throw Failure(
        "the plugin '\(program.name)' is named by the pipeline and was not started",
        remedy: "if you trust it, check with --trust, or run the pipeline")
    }
    let begin = FileStamp.Moment.now
    let answer = try program.description(of: arguments)
    let description = try DeclarationReader(program).description(in: answer)
    // A package that came meanwhile, or may have, is none of the answer's.
    if description.program.surroundings.isSettled(before: begin) {
      cache.keep(description.remembering(answer), to: question)
    }
    return plugin(description, mayAsk: mayAsk)
  }

  private func plugin(_ description: PluginDescription, mayAsk: Bool) -> Plugin {
    let pool = pools.pool(of: description.program, side: side)
    return Plugin(
      name: description.program.name,
      stages: description.stages.map { StageKind($0, pool: pool, cache: cache, mayAsk: mayAsk) })
  }
}

extension PluginHost: PluginFinder {
  /// The plugins that a pipeline names, and the one that has the Vamp plugins that its stages use.
  public func plugins(
    named paths: [Placed<String>], using ids: [Placed<String>], besides there: [Plugin], in folder: String,
    report: inout Diagnostics
  ) -> FoundPlugins {
    var found = FoundPlugins()
    let wanted = ids.filter { $0.value.hasPrefix(VampProgram.prefix) }
    var seen: Set<String> = []
    for id in wanted where seen.insert(id.value).inserted {
      do throws(Failure) { found.plugins.append(try vampPlugin(of: id.value)) } catch {
        report.error(id.mark, error.description)
        found.missingIDs.insert(id.value)
      }
    }
    for path in paths {
      let place = path.value.hasPrefix("/") ? path.value : "\(folder)/\(path.value)"
      do throws(Failure) {
        for program in try Self.programs(at: place) {
          // Whatever a stranger's pipeline names, by whatever path, nobody here has asked for.
          let plugin = try plugin(program, mayAsk: startsThoseOfPipelines)
          if !plugin.isAmong(there + found.plugins) { found.plugins.append(plugin) }
        }
      } catch {
        report.error(path.mark, error.description)
        found.lacksUnknown = true
      }
    }
    return found
  }
}

extension Plugin {
  /// Whether it is the same program as one of these, in the same state.
  fileprivate func isAmong(_ others: [Plugin]) -> Bool {
    let fingerprint = stages.first?.declaration.origin?.fingerprint
    return fingerprint != nil && others.contains { $0.stages.first?.declaration.origin?.fingerprint == fingerprint }
  }
}

extension StageKind {
  /// The kind of a stage that a program outside declares.
  fileprivate init(_ stage: DeclarationReader.Stage, pool: PluginPool, cache: AnswerCache, mayAsk: Bool) {
    self.init(stage.declaration, granularity: stage.granularity) { (settings) throws(Failure) in
      let outside = OutsideStage(stage.declaration, settings: settings, pool: pool, cache: cache, mayAsk: mayAsk)
      return switch stage.granularity {
      case .frame: .frame(OutsideFrameWorker(stage: outside))
      case .track: .track(OutsideTrackWorker(stage: outside))
      case .corpus: .corpus(OutsideTrackWorker(stage: outside))
      case .learner: .learner(OutsideTrackWorker(stage: outside))
      }
    }
  }
}
