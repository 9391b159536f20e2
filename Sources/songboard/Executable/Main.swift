import SongboardCommand

@main
struct Main {
  static func main() async {
    // The plugin WriteCommit writes it before each build, so that another commit compiles this file anew and no other.
    await Songboard.main(commit: builtFromCommit)
  }
}
